import type { OperatorId } from '#shared/kernel/ids.ts';
import { ChoiceChips } from '../parts/choice-chips.tsx';
import { PinPad } from '../parts/pin-pad.tsx';
import { useLive } from '../state/live-store.ts';
import { useWords } from '../wording/use-words.ts';

/** Who answers for it, and the PIN that proves it. */
export function SupervisorFields(props: {
  readonly operatorId: OperatorId | null;
  readonly pin: string;
  readonly problem: string | null;
  readonly onOperator: (operatorId: OperatorId) => void;
  readonly onPin: (pin: string) => void;
  readonly onDone: () => void;
}) {
  const { say } = useWords();
  const supervisors = (useLive(state => state.operators) ?? []).filter(operator => operator.role === 'supervisor');
  if (supervisors.length === 0) return <p className="text-16 text-used-ink">{say('noSupervisors')}</p>;
  return (
    <div className="flex flex-col gap-5">
      <ChoiceChips
        label={say('supervisor')}
        options={supervisors.map(operator => ({ value: operator.operatorId, label: operator.name }))}
        value={props.operatorId}
        onChoose={props.onOperator}
      />
      <PinPad
        key={props.operatorId}
        label={say('pin')}
        value={props.pin}
        onChange={props.onPin}
        onDone={props.onDone}
        problem={props.problem}
      />
    </div>
  );
}
