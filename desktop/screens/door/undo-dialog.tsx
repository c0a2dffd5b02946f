import { useState } from 'react';
import type { LastScan } from '#shared/api/station.ts';
import type { OperatorId, OpId } from '#shared/kernel/ids.ts';
import { callStation, StationTrouble } from '../client/call-station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useLive } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { usePlace } from '../wording/use-place.ts';
import { useWords } from '../wording/use-words.ts';
import { clearVerdict } from './ask-station.ts';
import { LastScanLine } from './last-strip.tsx';
import { ReasonField } from './reason-field.tsx';
import { sentenceOf } from './run-verb.ts';
import { SupervisorFields } from './supervisor-fields.tsx';

const presets = ['reasonWrongPerson', 'reasonDidNotEnter', 'reasonByMistake'] as const;
/** Answers after which a supervisor can still do it. */
const supervisorMay = ['forbidden', 'undo-too-late', 'pin-wrong', 'override-not-allowed'];

/** CK-25: takes a scan back with a counter-entry. Late or without the role, a supervisor's PIN is asked for. */
export function UndoDialog({ scanId }: { readonly scanId: OpId }) {
  const { say } = useWords();
  const place = usePlace();
  const scan = useLive(state => state.last.find(last => last.scanId === scanId) ?? null);
  const [reason, setReason] = useState('');
  const [needsSupervisor, setNeedsSupervisor] = useState(false);
  const [operatorId, setOperatorId] = useState<OperatorId | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const missing = reason.trim() === '' ? say('chooseReason') : null;
  const done = async () => {
    if (missing !== null) return setProblem(missing);
    const supervisor = needsSupervisor && operatorId !== null ? { operatorId, pin } : null;
    try {
      await callStation('undo', { scanId, reason: reason.trim(), supervisor });
      closeOverlay();
      clearVerdict();
      tell(say('undone'));
    } catch (error) {
      setPin('');
      setProblem(sentenceOf(error));
      if (error instanceof StationTrouble && supervisorMay.includes(error.code)) setNeedsSupervisor(true);
    }
  };
  return (
    <Dialog
      title={say('undoTitle')}
      about={say('undoAbout')}
      onClose={closeOverlay}
      footer={
        <Button look="primary" large disabledReason={missing} onPress={() => void done()}>
          {say('takeBack')}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        {scan !== null && (
          <p className="text-20">
            <LastScanLine scan={scan} place={place} /> <bdi>{scan.ticket?.holder ?? ''}</bdi>
          </p>
        )}
        <ReasonField label={say('undoWhy')} presets={presets} value={reason} onChange={setReason} />
        {needsSupervisor ? (
          <SupervisorFields
            operatorId={operatorId}
            pin={pin}
            problem={problem}
            onOperator={setOperatorId}
            onPin={setPin}
            onDone={() => void done()}
          />
        ) : (
          <Alert problem={problem} />
        )}
      </div>
    </Dialog>
  );
}

/** The scan that `U` takes back: the newest that let somebody through and still stands. */
export function undoable(last: readonly LastScan[]): LastScan | null {
  return (
    last.find(
      scan => scan.verdict.kind === 'admit' && scan.verdict.basis !== 'self-test' && !scan.undone && !scan.verify,
    ) ?? null
  );
}

function Alert({ problem }: { readonly problem: string | null }) {
  if (problem === null) return null;
  return (
    <p role="alert" className="text-refuse-ink">
      {problem}
    </p>
  );
}
