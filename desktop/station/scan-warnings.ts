import type { ScanAnswer } from '#shared/api/station.ts';
import { msBetween } from '#shared/kernel/instant.ts';
import { clockDoubtMs } from '#shared/sync/clock-offset.ts';
import { type Place, type Station, stationNow } from './station.ts';

type Warning = ScanAnswer['warnings'][number];

/** A roster older than this may have missed refunds worth telling about. */
const rosterStaleMs = 15 * 60_000;

/** What the operator should know beside a verdict: doubts about the clock or the roster. */
export function scanWarnings(station: Station, place: Place): readonly Warning[] {
  return [clockWarning(station), ...rosterWarnings(station, place)].filter(warning => warning !== null);
}

export function clockWarning({ store }: Station): Warning | null {
  const offsetMs = store.settings.read('clockOffsetMs') ?? 0;
  if (Math.abs(offsetMs) <= clockDoubtMs) return null;
  const way = offsetMs > 0 ? 'slow' : 'fast';
  return {
    code: 'clock-off',
    sentence: `This computer’s clock is ${spokenDuration(Math.abs(offsetMs))} ${way}. Scans are recorded with the right time all the same; please set the clock.`,
    facts: { offsetMs },
  };
}

function rosterWarnings(station: Station, { stored }: Place): readonly Warning[] {
  const { state, asOf } = stored.roster;
  if (state !== 'complete')
    return [
      {
        code: 'roster-incomplete',
        sentence: 'The list of tickets is still loading: a ticket may be admitted on its signature alone.',
      },
    ];
  const ageMs = asOf === null ? 0 : msBetween(stationNow(station), asOf);
  if (ageMs <= rosterStaleMs) return [];
  return [
    {
      code: 'roster-stale',
      sentence: `The cloud was last heard ${spokenDuration(ageMs)} ago: refunds and sales since then are not known here.`,
      facts: { ageMs },
    },
  ];
}

export function spokenDuration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
