import { Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { NewsBars } from '../door/news-bars.tsx';
import { Button } from '../parts/button.tsx';
import { openOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';

/** A screen before the door: one thing to do, on one sheet of paper. */
export function PlainScreen(props: {
  readonly title: string;
  readonly about?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useWords();
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <NewsBars />
      <main className="overflow-y-auto p-4 sm:p-10">
        <div
          className={`mx-auto flex flex-col gap-6 rounded-card border-t-[6px] border-accent bg-paper p-6 sm:p-10 ${props.wide === true ? 'max-w-[880px]' : 'max-w-[560px]'}`}
        >
          <header className="flex items-start gap-4">
            <div className="flex-1">
              <h1 className="text-28 font-bold sm:text-40">{props.title}</h1>
              {props.about !== undefined && <p className="pt-2 text-16 text-muted">{props.about}</p>}
            </div>
            <Button
              look="plain"
              label={say('settings')}
              icon={<Settings aria-hidden="true" size={20} />}
              onPress={() => openOverlay({ kind: 'settings' })}
            />
          </header>
          {props.children}
        </div>
      </main>
    </div>
  );
}
