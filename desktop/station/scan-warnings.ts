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
  return Math.abs(offsetMs) <= clockDoubtMs ? null : { code: 'clock-off', facts: { offsetMs } };
}

function rosterWarnings(station: Station, { stored }: Place): readonly Warning[] {
  const { state, asOf } = stored.roster;
  if (state !== 'complete') return [{ code: 'roster-incomplete', facts: {} }];
  const ageMs = asOf === null ? 0 : msBetween(stationNow(station), asOf);
  return ageMs <= rosterStaleMs ? [] : [{ code: 'roster-stale', facts: { ageMs } }];
}
