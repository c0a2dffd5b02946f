import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useWords } from '../wording/use-words.ts';
import { KeyHint } from './key-hint.tsx';

export type MenuItem = {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly chosen?: boolean;
  readonly onChoose: () => void;
};

/** A button that opens a short list. Not modal: a scan must go through while it is open. */
export function Menu(props: {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
}) {
  const { dir, language } = useWords();
  return (
    <DropdownMenu.Root modal={false} dir={dir}>
      <DropdownMenu.Trigger
        aria-label={props.label}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-card border border-transparent px-3 font-medium hover:border-line"
      >
        {props.trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          lang={language}
          className="z-30 min-w-56 rounded-card border border-line bg-paper p-1 text-ink shadow-float"
        >
          {props.items.map(item => (
            <DropdownMenu.Item
              key={item.key}
              onSelect={item.onChoose}
              className="flex min-h-11 items-center gap-3 rounded-card px-3 text-16 outline-none data-highlighted:bg-ground"
            >
              <span className="inline-flex w-5 justify-center">{item.icon}</span>
              <span className={`flex-1 ${item.chosen === true ? 'font-semibold' : ''}`}>{item.label}</span>
              {item.chosen === true && <span aria-hidden="true">✓</span>}
              {item.hint !== undefined && <KeyHint keys={item.hint} />}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
