import type { Problem } from '#shared/api/station.ts';
import { clockWarning } from './scan-warnings.ts';
import { type Station, stationNow } from './station.ts';

/** What somebody should look at, and whether anything was lost. */
export function stationProblems(station: Station): readonly Problem[] {
  return [...station.sync.status().problems, ...[recovered(station), clockOff(station)].filter(one => one !== null)];
}

function recovered({ store }: Station): Problem | null {
  const recovery = store.settings.read('recovery');
  if (recovery === null) return null;
  const { at, file, rescued, complete } = recovery;
  return { code: 'storage-damaged', lost: !complete, facts: { at, file, rescued, complete } };
}

function clockOff(station: Station): Problem | null {
  const warning = clockWarning(station);
  if (warning === null) return null;
  return { code: warning.code, lost: false, facts: { ...warning.facts, now: stationNow(station) } };
}
