import { useState } from 'react';
import type { OperatorId, OpId } from '#shared/kernel/ids.ts';
import { callStation } from '../client/call-station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { verdictStore } from '../state/verdict-store.ts';
import { useWords } from '../wording/use-words.ts';
import { showAnswer } from './ask-station.ts';
import { ReasonField } from './reason-field.tsx';
import { sentenceOf } from './run-verb.ts';
import { SupervisorFields } from './supervisor-fields.tsx';

const presets = ['reasonKnown', 'reasonLeftAndCame', 'reasonOrganizer', 'reasonScanError'] as const;

/** CK-24: a supervisor lets somebody in against the verdict; who and why is recorded. */
export function OverrideDialog({ scanId }: { readonly scanId: OpId }) {
  const { say } = useWords();
  const only = useLive(state => {
    const supervisors = state.operators.filter(operator => operator.role === 'supervisor');
    return supervisors.length === 1 ? (supervisors[0]?.operatorId ?? null) : null;
  });
  const [chosen, setOperatorId] = useState<OperatorId | null>(null);
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const operatorId = chosen ?? only;
  const missing =
    reason.trim() === ''
      ? say('chooseReason')
      : operatorId === null
        ? say('chooseSupervisor')
        : pin === ''
          ? say('enterPin')
          : null;
  const done = async () => {
    if (missing !== null || operatorId === null) return setProblem(missing);
    try {
      const answer = await callStation('override', { scanId, operatorId, pin, reason: reason.trim() });
      const shown = verdictStore.get();
      showAnswer(answer, shown.kind === 'answer' ? shown.origin : { kind: 'text', text: '', via: answer.via });
    } catch (error) {
      setPin('');
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Dialog
      title={say('overrideTitle')}
      about={say('overrideAbout')}
      onClose={closeOverlay}
      wide
      footer={
        <Button look="primary" large disabledReason={missing} onPress={() => void done()}>
          {say('admitAnyway')}
        </Button>
      }
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <ReasonField label={say('overrideWhy')} presets={presets} value={reason} onChange={setReason} />
        <SupervisorFields
          operatorId={operatorId}
          pin={pin}
          problem={problem}
          onOperator={setOperatorId}
          onPin={setPin}
          onDone={() => void done()}
        />
      </div>
    </Dialog>
  );
}
