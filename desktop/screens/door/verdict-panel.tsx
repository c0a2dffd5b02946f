import type { ReactNode } from 'react';
import type { ScanAnswer } from '#shared/api/station.ts';
import { OrganizerQuote } from '../parts/organizer-quote.tsx';
import { noticedSentence } from '../wording/trouble-sentence.ts';
import { useWords } from '../wording/use-words.ts';
import { confirmedText, type Place, verdictText } from '../wording/verdict-text.ts';
import { AskQuestions } from './ask-questions.tsx';
import { SoundMarks } from './sound-marks.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { toneLooks } from './tone-looks.ts';
import { toneOf } from './tone-of.ts';
import { wordSize } from './word-size.ts';

export type VerdictPanelProps = {
  readonly answer: ScanAnswer;
  readonly place: Place;
  readonly actions?: ReactNode;
  /** For `ask`: the operator has checked. */
  readonly onConfirm?: () => void;
  readonly confirming?: boolean;
};

/** The whole screen is the verdict. No animation: it is simply there. */
export function VerdictPanel({ answer, place, actions, onConfirm, confirming = false }: VerdictPanelProps) {
  const { say } = useWords();
  const tone = toneOf(answer);
  const look = toneLooks[tone];
  const text = verdictText(answer, place);
  const framed = answer.verify || tone === 'ask' || tone === 'test';
  const confirmed = confirmedText(answer.verdict, place);
  const Icon = look.icon;
  const surface = framed ? `bg-paper text-ink border-[12px] sm:border-[20px] ${look.frame}` : look.fill;
  return (
    <section
      data-testid="verdict"
      data-tone={tone}
      data-scan={answer.scanId}
      className={`flex h-full min-h-0 flex-col overflow-y-auto ${surface}`}
    >
      {confirmed !== null && (
        <p className="bg-ask px-4 py-2 text-center text-16 font-semibold text-on-ask sm:text-20">{confirmed}</p>
      )}
      <div className="m-auto flex w-full max-w-[1180px] flex-col items-center gap-3 px-4 py-4 text-center sm:gap-4 sm:px-8">
        {answer.verify && <p className="small-caps-line text-16">{say('verifyOnly')}</p>}
        <div
          className={`flex flex-col items-center gap-2 ${framed ? look.ink : ''} ${tone === 'ask' ? 'sm:flex-row sm:gap-6' : ''}`}
        >
          <Icon aria-hidden="true" strokeWidth={3} className="size-14 sm:size-20" />
          <h1 className={`word-caps ${wordSize(text.word)}`}>{text.word}</h1>
          <SoundMarks tone={tone} />
        </div>
        {text.sentence !== null && <p className="max-w-4xl text-20 font-semibold sm:text-28">{text.sentence}</p>}
        {text.quote !== null && <OrganizerQuote text={text.quote} />}
        {answer.ticket !== null && <TicketFacts ticket={answer.ticket} verdict={answer.verdict} />}
        {answer.verdict.kind === 'ask' && (
          <AskQuestions
            questions={answer.verdict.questions}
            place={place}
            onConfirm={onConfirm}
            confirming={confirming}
          />
        )}
        {answer.warnings.map(warning => (
          <p key={warning.code} className="max-w-3xl border-t border-current pt-2 text-16">
            {noticedSentence(warning, place)}
          </p>
        ))}
        {actions !== undefined && (
          <div className="flex flex-wrap items-center justify-center gap-3 pt-2">{actions}</div>
        )}
      </div>
    </section>
  );
}
