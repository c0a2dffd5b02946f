import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Trouble, troubleSentence } from '../wording/trouble-sentence.ts';
import { useWords } from '../wording/use-words.ts';
import type { Place } from '../wording/verdict-text.ts';

/** The station gave no verdict. Nothing was recorded, and the screen says so. */
export function TroublePanel(props: {
  readonly trouble: Trouble;
  readonly place: Place;
  readonly actions?: ReactNode;
}) {
  const { say } = useWords();
  return (
    <section
      data-testid="trouble"
      data-tone="unsure"
      className="flex h-full flex-col items-center justify-center gap-4 overflow-y-auto bg-unsure p-6 text-center text-on-unsure"
    >
      <Unplug aria-hidden="true" className="size-14 sm:size-20" />
      <h1 className="word-caps text-40 sm:text-64">{say('noVerdict')}</h1>
      <p className="max-w-3xl text-20 font-semibold sm:text-28">{troubleSentence(props.trouble, props.place)}</p>
      <p className="text-20">{say('notRecorded')}</p>
      <div className="flex flex-wrap justify-center gap-3 pt-2">{props.actions}</div>
    </section>
  );
}
