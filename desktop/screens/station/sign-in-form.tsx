import { useState } from 'react';
import type { OperatorId } from '#shared/kernel/ids.ts';
import { changeStation } from '../door/run-verb.ts';
import { ChoiceChips } from '../parts/choice-chips.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PinPad } from '../parts/pin-pad.tsx';
import { useLive } from '../state/live-store.ts';
import { useWords } from '../wording/use-words.ts';

/** Who is on duty: a name, then the PIN. */
export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const { say } = useWords();
  const operators = useLive(state => state.operators) ?? [];
  const [chosen, setChosen] = useState<OperatorId | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const only = operators.length === 1 ? (operators[0]?.operatorId ?? null) : null;
  const operatorId = chosen ?? only;
  const signIn = async () => {
    if (operatorId === null) return setProblem(say('chooseName'));
    const refused = await changeStation('signIn', { operatorId, pin });
    setPin('');
    setProblem(refused);
    if (refused === null) onDone();
  };
  if (operators.length === 0) return <EmptyState title={say('noOperators')} next={say('noOperatorsNext')} />;
  return (
    <div className="flex flex-col gap-5">
      <ChoiceChips
        label={say('whoAreYou')}
        options={operators.map(operator => ({ value: operator.operatorId, label: operator.name }))}
        value={operatorId}
        onChoose={next => {
          setChosen(next);
          setPin('');
          setProblem(null);
        }}
      />
      {/* Another person, another field: whoever has chosen a name types the PIN next. */}
      <PinPad
        key={operatorId}
        label={say('pin')}
        value={pin}
        onChange={setPin}
        onDone={() => void signIn()}
        problem={problem}
      />
    </div>
  );
}
