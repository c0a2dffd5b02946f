import type { StationState } from '#shared/api/station.ts';

export type LiveEnd = 'gone' | 'window-expired';

/**
 * Reads `GET /station/live` until it ends: one JSON state a line. Only the newest state of a chunk is handed on, since each
 * line is the whole state. Resolves with why it ended; the caller decides when to try again.
 */
export async function followLive(onState: (state: StationState) => void, signal: AbortSignal): Promise<LiveEnd> {
  try {
    const response = await fetch('/station/live', { signal });
    if (response.status === 401) return 'window-expired';
    if (!response.ok || response.body === null) return 'gone';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return 'gone';
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      const newest = lines.findLast(line => line.trim() !== '');
      if (newest !== undefined) onState(parseState(newest));
    }
  } catch {
    return 'gone';
  }
}

function parseState(line: string): StationState {
  const state: unknown = JSON.parse(line);
  if (typeof state !== 'object' || state === null || !('revision' in state) || !('pairing' in state))
    throw new Error('the station sent a line that is no state');
  // Same origin, same build: see callStation.
  return state as StationState;
}
