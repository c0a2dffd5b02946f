import { useEffect, useState } from 'react';
import type { StationState } from '#shared/api/station.ts';
import { changeStationOrTell } from '../door/run-verb.ts';
import { Button } from '../parts/button.tsx';
import { liveStore } from '../state/live-store.ts';
import { useStore } from '../state/store.ts';
import { countdown } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';
import { PairingForm } from './pairing-form.tsx';
import { PlainScreen } from './plain-screen.tsx';

type Pairing = StationState['pairing'];

/** A new station: where its cloud is, then the code that an organizer types there. */
export function PairingScreen({
  pairing,
  station,
}: {
  readonly pairing: Exclude<Pairing, { kind: 'paired' | 'revoked' }>;
  readonly station: StationState['station'];
}) {
  const { say } = useWords();
  if (pairing.kind === 'waiting') return <WaitingForApproval pairing={pairing} />;
  return (
    <PlainScreen title={say('pairTitle')} about={say('pairAbout')}>
      <PairingForm cloudUrl="" stationName={station.name} />
    </PlainScreen>
  );
}

function WaitingForApproval({ pairing }: { readonly pairing: Extract<Pairing, { kind: 'waiting' }> }) {
  const { say } = useWords();
  const leftMs = useLeft(pairing.expiresAt);
  const over = leftMs <= 0;
  return (
    <PlainScreen title={say('pairWaiting')} about={say('pairWaitingAbout')} wide>
      <p className="sr-only" aria-live="polite">
        {over ? say('pairExpired') : say('pairCodeIs', { code: pairing.code })}
      </p>
      <div className="ticket-code flex flex-col items-center gap-2 rounded-card bg-ground p-6">
        <span
          dir="ltr"
          data-testid="pairing-code"
          className={`text-40 font-bold tracking-[0.12em] sm:text-112 ${over ? 'line-through' : ''}`}
        >
          {pairing.code}
        </span>
        <span className="text-16 text-muted">
          {over ? say('pairExpired') : say('pairLeft', { time: countdown(leftMs) })}
        </span>
      </div>
      <p className="text-16">
        {say('pairWhere')} <bdi className="font-semibold">{pairing.cloudUrl}</bdi>
      </p>
      <div>
        <Button onPress={() => void changeStationOrTell('cancelPairing', {})}>
          {over ? say('startAgain') : say('cancel')}
        </Button>
      </div>
    </PlainScreen>
  );
}

/** Milliseconds left by the station's clock, counted down once a second. */
function useLeft(expiresAt: string): number {
  const { state, receivedAtMs } = useStore(liveStore, live => live);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return state === null ? 0 : Date.parse(expiresAt) - Date.parse(state.now) - Math.max(0, nowMs - receivedAtMs);
}
