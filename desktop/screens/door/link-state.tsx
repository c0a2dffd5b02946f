import { CloudOff, Pause, Wifi, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { StationState } from '#shared/api/station.ts';
import { Pill } from '../parts/pill.tsx';
import { ageOf, wholeNumber } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';

export type LinkStateProps = {
  readonly sync: StationState['sync'];
  /** Age of the roster when the state came, and when that was on this window's clock. */
  readonly rosterAgeMs: number | null;
  readonly receivedAtMs: number;
  readonly touch: 'opening' | 'live' | 'gone' | 'window-expired';
};

/** Online, offline or paused; how many scans the cloud does not have yet; how old the roster is. */
export function LinkState({ sync, rosterAgeMs, receivedAtMs, touch }: LinkStateProps) {
  const { say, language } = useWords();
  const sinceMs = useSince(receivedAtMs);
  if (touch !== 'live')
    return (
      <Pill tone="refuse" icon={<CloudOff aria-hidden="true" size={18} />}>
        {say('stationGone')}
      </Pill>
    );
  const Icon = sync.link === 'online' ? Wifi : sync.link === 'paused' ? Pause : WifiOff;
  const age = rosterAgeMs === null ? null : ageOf(rosterAgeMs + sinceMs, language);
  const loading = sync.roster === 'loading';
  return (
    <Pill
      tone={sync.link === 'online' ? 'admit' : sync.link === 'paused' ? 'unsure' : 'used'}
      icon={<Icon aria-hidden="true" size={18} />}
    >
      <span>{say(`link-${sync.link}`)}</span>
      {age !== null && !loading && (
        <span title={say('rosterAge')} className="text-muted">
          · {age}
        </span>
      )}
      {loading && (
        <span>
          ·{' '}
          {say('rosterLoading', {
            percent: sync.rosterTotal ? Math.floor((100 * sync.rosterRows) / sync.rosterTotal) : 0,
          })}
        </span>
      )}
      {sync.unsent > 0 && (
        <span className="font-semibold">· {say('unsent', { count: wholeNumber(sync.unsent, language) })}</span>
      )}
    </Pill>
  );
}

/** Milliseconds since a moment of `performance.now()`, counted on once a second. */
function useSince(startMs: number): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, nowMs - startMs);
}
