import type { StationAnswers, StationState, StationVerb } from '#shared/api/station.ts';
import { callStation, type StationInput, StationTrouble } from '../client/call-station.ts';
import { liveStore, receiveState } from '../state/live-store.ts';
import { tell } from '../state/notice-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { troubleSentence } from '../wording/trouble-sentence.ts';
import { placeOf } from '../wording/use-place.ts';

type StateVerb = {
  [Verb in StationVerb]: StationAnswers[Verb] extends StationState ? Verb : never;
}[StationVerb];

/** A verb whose answer is the new state. Returns null when done, else the sentence that says why not. */
export async function changeStation<Verb extends StateVerb>(
  verb: Verb,
  input: StationInput<Verb>,
): Promise<string | null> {
  try {
    receiveState(await callStation(verb, input));
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}

/** The same, where a failure has no place of its own on the screen. */
export async function changeStationOrTell<Verb extends StateVerb>(
  verb: Verb,
  input: StationInput<Verb>,
): Promise<void> {
  const problem = await changeStation(verb, input);
  if (problem !== null) tell(problem);
}

/** Why a call did not go through, in the operator's language. A fault of this program is not caught here. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof StationTrouble)) throw error;
  return troubleSentence(error, placeOf(liveStore.get().state, settingsStore.get().language));
}
