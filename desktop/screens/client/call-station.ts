import type { z } from 'zod';
import type { StationAnswers, StationVerb, stationRequests } from '#shared/api/station.ts';

/** What a verb takes, as the caller writes it (defaults may be left out). */
export type StationInput<Verb extends StationVerb> = z.input<(typeof stationRequests)[Verb]>;

/** The station said no, or could not be reached at all. `code` is a refusal code, or `station-gone`. */
export class StationTrouble extends Error {
  override readonly name = 'StationTrouble';
  readonly code: string;
  readonly sentence: string;
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(code: string, sentence: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(`${code}: ${sentence}`);
    this.code = code;
    this.sentence = sentence;
    this.facts = facts;
  }
}

/** One verb of the station, by `POST /station/<verb>`. Throws `StationTrouble` when it refuses or does not answer. */
export async function callStation<Verb extends StationVerb>(
  verb: Verb,
  input: StationInput<Verb>,
): Promise<StationAnswers[Verb]> {
  let response: Response;
  try {
    response = await fetch(`/station/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  } catch {
    throw new StationTrouble('station-gone', '');
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw troubleOf(answer, response.status);
  // Same origin, same build: the station is this program's other half, and its answers are typed by the shared contract.
  return answer as StationAnswers[Verb];
}

function troubleOf(answer: unknown, status: number): StationTrouble {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const error = answer.error as { code?: unknown; sentence?: unknown; facts?: unknown };
    const facts = typeof error.facts === 'object' && error.facts !== null ? error.facts : {};
    return new StationTrouble(String(error.code ?? 'fault'), String(error.sentence ?? ''), { ...facts });
  }
  return new StationTrouble(status === 401 ? 'window-expired' : 'fault', '');
}
