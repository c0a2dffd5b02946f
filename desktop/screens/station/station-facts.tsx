import type { StationState } from '#shared/api/station.ts';
import { useLive } from '../state/live-store.ts';
import { ageOf, wholeNumber } from '../wording/format.ts';
import { type Say, useWords } from '../wording/use-words.ts';

/** What somebody on the telephone asks for. */
export function StationFacts() {
  const { say, language } = useWords();
  const state = useLive(value => value);
  if (state === null) return null;
  const { sync, station, version, pairing } = state;
  const facts: [string, string][] = [
    [say('stationName'), station.name],
    [say('pairing'), pairingText(pairing, say)],
    [say('rosterSize'), rosterText(sync, say, count => wholeNumber(count, language))],
    [say('unsentLabel'), wholeNumber(sync.unsent, language)],
    [
      say('clock'),
      sync.clockOffsetMs === null
        ? say('clockUnknown')
        : say('clockOffset', { age: ageOf(Math.abs(sync.clockOffsetMs), language) }),
    ],
    [say('version'), version],
  ];
  return (
    <dl className="text-14">
      {facts.map(([name, fact]) => (
        <div key={name} className="flex justify-between gap-6 border-b border-line py-2 last:border-b-0">
          <dt className="text-muted">{name}</dt>
          <dd className="text-end">
            <bdi>{fact}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function pairingText(pairing: StationState['pairing'], say: Say): string {
  return pairing.kind === 'paired' ? `${pairing.orgName} · ${pairing.cloudUrl}` : say(`pairing-${pairing.kind}`);
}

function rosterText(sync: StationState['sync'], say: Say, number: (count: number) => string): string {
  if (sync.roster === 'none') return say('rosterNone');
  const rows = number(sync.rosterRows);
  return sync.roster === 'complete' ? rows : `${rows} / ${sync.rosterTotal === null ? '?' : number(sync.rosterTotal)}`;
}
