import { Check } from 'lucide-react';
import type { AskQuestion } from '#shared/admission/types.ts';
import { Button } from '../parts/button.tsx';
import { useWords } from '../wording/use-words.ts';
import { type Place, questionText } from '../wording/verdict-text.ts';

/** CK-16: what to check before this person goes in. The amber band inside the green frame; a tap or Enter confirms it. */
export function AskQuestions(props: {
  readonly questions: readonly AskQuestion[];
  readonly place: Place;
  readonly onConfirm?: (() => void) | undefined;
  readonly confirming: boolean;
}) {
  const { say } = useWords();
  return (
    <div className="flex w-full max-w-3xl flex-col gap-4 rounded-card bg-ask px-4 py-4 text-on-ask sm:px-6">
      <ul className="flex flex-col gap-3 text-start">
        {props.questions.map(question => (
          <Question key={question.kind} {...questionText(question, props.place)} />
        ))}
      </ul>
      {props.onConfirm !== undefined && (
        <Button
          look="onColourPrimary"
          large
          hint="Enter"
          icon={<Check aria-hidden="true" />}
          disabledReason={props.confirming ? say('oneMoment') : null}
          onPress={props.onConfirm}
        >
          {say('confirmAdmit')}
        </Button>
      )}
    </div>
  );
}

function Question({ sentence, quote }: { readonly sentence: string | null; readonly quote: string | null }) {
  const { say } = useWords();
  return (
    <li className="flex flex-col gap-1">
      {sentence !== null && <span className="text-20 font-semibold sm:text-28">{sentence}</span>}
      {quote !== null && (
        <span className="quoted">
          <span className="block text-12">{say('fromOrganizer')}</span>
          <q dir="auto" className="text-20">
            {quote}
          </q>
        </span>
      )}
    </li>
  );
}
