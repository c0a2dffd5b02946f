import { liveStore } from '../state/live-store.ts';
import { useStore } from '../state/store.ts';
import { useWords } from '../wording/use-words.ts';

/** Before the station has said anything. */
export function OpeningScreen() {
  const { say } = useWords();
  const touch = useStore(liveStore, live => live.touch);
  const sentence =
    touch === 'window-expired'
      ? say('troubleWindowExpired')
      : touch === 'gone'
        ? say('troubleStationGone')
        : say('opening');
  return (
    <main data-testid="opening" className="flex h-full items-center justify-center p-6 text-center">
      <h1 role="status" className="max-w-2xl text-20 text-muted">
        {sentence}
      </h1>
    </main>
  );
}
