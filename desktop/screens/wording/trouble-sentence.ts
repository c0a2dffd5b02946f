import { type RefusalCode, type RefusalFacts, refusalCodes } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { sayIn } from './use-words.ts';
import type { Place } from './verdict-text.ts';

export type Trouble = {
  readonly code: string;
  readonly sentence: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

const warnings = ['clock-off', 'roster-incomplete', 'roster-stale'] as const;
type Warning = (typeof warnings)[number];

/** What the station noticed by itself. Its own English sentence knows the most; other languages have ours. */
export function noticedSentence(noticed: Pick<Trouble, 'code' | 'sentence'> & Partial<Trouble>, place: Place): string {
  return place.language === 'en' && noticed.sentence !== ''
    ? noticed.sentence
    : troubleSentence({ facts: {}, ...noticed }, place);
}

/** A refusal or problem in the operator's language where we have the words, else in the station's own. */
export function troubleSentence(trouble: Trouble, place: Place): string {
  const say = sayIn(place.language);
  if (trouble.code === 'station-gone') return say('troubleStationGone');
  if (trouble.code === 'window-expired') return say('troubleWindowExpired');
  if (warnings.includes(trouble.code as Warning)) return say(`warn-${trouble.code as Warning}`);
  const known = refusalCodes.includes(trouble.code as RefusalCode);
  if (known) return refusalSentence(trouble.code as RefusalCode, plainFacts(trouble.facts), place);
  return trouble.sentence === '' ? say('troubleFault') : trouble.sentence;
}

function plainFacts(facts: Trouble['facts']): RefusalFacts {
  const plain = Object.entries(facts).filter(
    (entry): entry is [string, string | number | boolean | null] => entry[1] === null || typeof entry[1] !== 'object',
  );
  return Object.fromEntries(plain);
}
