import type { ReactNode } from 'react';
import type { ScanAnswer } from '#shared/api/station.ts';
import { useWords } from '../wording/use-words.ts';
import { type Place, verdictText } from '../wording/verdict-text.ts';
import { toneLooks } from './tone-looks.ts';
import { toneOf } from './tone-of.ts';

/** CK-26: a group went in together; each ticket with its own verdict. */
export function GroupPanel(props: {
  readonly answers: readonly ScanAnswer[];
  readonly place: Place;
  readonly actions?: ReactNode;
}) {
  const { say } = useWords();
  const admitted = props.answers.filter(answer => answer.verdict.kind === 'admit').length;
  const all = admitted === props.answers.length;
  return (
    <section
      data-testid="group"
      data-tone={all ? 'admit' : 'used'}
      className={`flex h-full flex-col overflow-y-auto ${all ? 'bg-admit text-on-admit' : 'bg-used text-on-used'}`}
    >
      <div className="m-auto flex w-full max-w-3xl flex-col items-center gap-6 p-4 sm:p-8">
        <h1 className="word-caps text-center text-40 sm:text-64">
          {say('groupAdmitted', { admitted, size: props.answers.length })}
        </h1>
        <ul className="w-full border-t border-current">
          {props.answers.map(answer => {
            const Icon = toneLooks[toneOf(answer)].icon;
            const text = verdictText(answer, props.place);
            return (
              <li
                key={answer.scanId}
                className="flex items-center gap-4 border-b border-current py-2 text-16 sm:text-20"
              >
                <Icon aria-hidden="true" className="shrink-0" />
                <span className="flex-1">
                  <bdi className="font-semibold">{answer.ticket?.holder ?? answer.ticket?.tierName ?? ''}</bdi>{' '}
                  {answer.ticket?.seat ?? ''}
                </span>
                <span className="text-end">
                  {text.word}
                  {text.sentence !== null && <span className="block text-14">{text.sentence}</span>}
                </span>
              </li>
            );
          })}
        </ul>
        <div className="flex flex-wrap justify-center gap-3">{props.actions}</div>
      </div>
    </section>
  );
}
