import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useWords } from '../wording/use-words.ts';

export type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** One sentence under the title. */
  readonly about?: string | undefined;
  readonly footer?: ReactNode;
  readonly wide?: boolean;
};

/** What floats over the screen. The dimmed back is our own: Radix's would add a style element, which the content policy forbids. */
export function Dialog({ title, about, children, footer, onClose, wide = false }: DialogProps) {
  const { say, dir, language } = useWords();
  return (
    <Radix.Root open onOpenChange={open => !open && onClose()}>
      <Radix.Portal>
        <div className="fixed inset-0 z-10 bg-dim" aria-hidden="true" />
        <Radix.Content
          dir={dir}
          lang={language}
          {...(about === undefined ? { 'aria-describedby': undefined } : {})}
          className={`fixed inset-x-0 bottom-0 z-20 mx-auto flex max-h-[92%] w-full flex-col rounded-t-card border border-line bg-paper text-ink shadow-float outline-none sm:bottom-auto sm:top-[6%] sm:rounded-card ${
            wide ? 'sm:max-w-[880px]' : 'sm:max-w-[560px]'
          }`}
        >
          <header className="flex items-start gap-4 border-b border-line ps-6 pe-3 pt-3 pb-3">
            <div className="min-w-0 flex-1 pt-1">
              <Radix.Title className="text-20 font-semibold">{title}</Radix.Title>
              {about !== undefined && <Radix.Description className="text-14 text-muted">{about}</Radix.Description>}
            </div>
            <Radix.Close
              aria-label={say('close')}
              className="inline-flex size-11 items-center justify-center rounded-card border border-transparent hover:border-line"
            >
              <X aria-hidden="true" size={20} />
            </Radix.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list without a button in it can be scrolled by keys all the same */}
          <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-6 py-4">
            {children}
          </div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-3 border-t border-line px-6 py-4">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
