import { isRefusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { nodeClock } from './node-clock.ts';

/** Why a station did not start, for the person who started it. */
export function startSentence(error: unknown): string {
  if (isRefusal(error)) {
    if (error.facts.what === 'newer-version')
      return 'The station’s file was written by a newer version of this program. Nothing was changed; please update the program.';
    return refusalSentence(error.code, error.facts, { language: 'en', zone: 'UTC', now: nodeClock.now() });
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return 'The station’s port is taken by another program. Set FOYER_STATION_PORT to a free one.';
  if (code === 'SQLITE_BUSY') return 'Another station is running on this data folder already.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
