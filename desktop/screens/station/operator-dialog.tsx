import { Lock } from 'lucide-react';
import { changeStationOrTell } from '../door/run-verb.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Another person takes over, or nobody for now. */
export function OperatorDialog() {
  const { say } = useWords();
  const operator = useLive(state => state.operator);
  return (
    <Dialog
      title={say('switchOperator')}
      about={operator === null ? undefined : say('onDuty', { name: operator.name })}
      onClose={closeOverlay}
      footer={
        operator !== null && (
          <Button
            icon={<Lock aria-hidden="true" size={18} />}
            hint="Ctrl L"
            onPress={() => {
              closeOverlay();
              void changeStationOrTell('signOut', {});
            }}
          >
            {say('lock')}
          </Button>
        )
      }
    >
      <SignInForm onDone={closeOverlay} />
    </Dialog>
  );
}
