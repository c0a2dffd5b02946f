import type { Refusal } from '#shared/kernel/refusal.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { findPlace, type Station, stationNow } from './station.ts';

/** A refusal in the language of the event at this door, with its times. */
export function sentenceOf(station: Station, { code, facts }: Refusal): string {
  const event = placeOrNull(station)?.event;
  const language = chooseLanguage(event?.languages ?? ['en']);
  return refusalSentence(code, facts, { language, zone: event?.zone ?? 'UTC', now: stationNow(station) });
}

/** The sentence about a damaged file has to be found without reading that file. */
function placeOrNull(station: Station) {
  try {
    return findPlace(station);
  } catch {
    return null;
  }
}
