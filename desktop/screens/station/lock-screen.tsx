import { useLive } from '../state/live-store.ts';
import { useWords } from '../wording/use-words.ts';
import { PlainScreen } from './plain-screen.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Nobody is on duty: nobody is admitted until somebody signs in. */
export function LockScreen() {
  const { say } = useWords();
  const unsent = useLive(state => state.sync.unsent) ?? 0;
  return (
    <PlainScreen title={say('locked')} about={say('lockedAbout')}>
      <SignInForm onDone={() => undefined} />
      {unsent > 0 && <p className="text-center text-14 text-muted">{say('unsentKept', { count: unsent })}</p>}
    </PlainScreen>
  );
}
