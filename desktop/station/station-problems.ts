import type { Problem } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { clockWarning } from './scan-warnings.ts';
import { sentenceOf } from './sentence-of.ts';
import { type Station, stationNow } from './station.ts';

/** What somebody should look at, each with a sentence and whether anything was lost. */
export function stationProblems(station: Station): readonly Problem[] {
  return [...station.sync.status().problems, ...[recovered(station), clockOff(station)].filter(one => one !== null)];
}

function recovered(station: Station): Problem | null {
  const recovery = station.store.settings.read('recovery');
  if (recovery === null) return null;
  const { at, file, rescued, complete } = recovery;
  const kept = complete
    ? `Every unsent operation was carried over (${rescued}).`
    : `${rescued} unsent operations were carried over; the damaged part could not be read.`;
  return {
    code: 'storage-damaged',
    sentence: `${sentenceOf(station, refusal('storage-damaged', { what: file }))} ${kept}`,
    lost: !complete,
    facts: { at, file, rescued, complete },
  };
}

function clockOff(station: Station): Problem | null {
  const warning = clockWarning(station);
  if (warning === null) return null;
  return {
    code: warning.code,
    sentence: warning.sentence,
    lost: false,
    facts: { offsetMs: station.store.settings.read('clockOffsetMs'), now: stationNow(station) },
  };
}
