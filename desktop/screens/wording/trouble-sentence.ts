import type { ParkedOp } from '#shared/api/station.ts';
import { type RefusalCode, type RefusalFacts, refusalCodes } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { ageOf } from './format.ts';
import { type NoticedKey, noticedWords } from './noticed-words.ts';
import { sayIn } from './use-words.ts';
import type { Place } from './verdict-text.ts';

export type Trouble = {
  readonly code: string;
  readonly sentence: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

const warnings = ['clock-off', 'roster-incomplete', 'roster-stale'] as const;
type Warning = (typeof warnings)[number];

/** What the station noticed by itself, in the operator's language. */
export function noticedSentence({ code, facts }: Pick<Trouble, 'code' | 'facts'>, place: Place): string {
  const key = noticedKey(code, facts);
  if (key === null) return troubleSentence({ code, facts, sentence: '' }, place);
  const { offsetMs, ageMs, rescued, org } = facts;
  const ms = typeof offsetMs === 'number' ? Math.abs(offsetMs) : ageMs;
  return filled(noticedWords[place.language][key], {
    age: typeof ms === 'number' ? ageOf(ms, place.language) : null,
    count: rescued,
    org,
  });
}

/** Where the facts are not known, it is said in general words. */
function noticedKey(code: string, facts: Trouble['facts']): NoticedKey | null {
  switch (code) {
    case 'clock-off':
      return typeof facts.offsetMs !== 'number' ? null : facts.offsetMs > 0 ? 'clock-slow' : 'clock-fast';
    case 'roster-stale':
      return typeof facts.ageMs === 'number' ? code : null;
    case 'storage-damaged':
      return typeof facts.rescued !== 'number' ? null : facts.complete === false ? 'recovered-partly' : 'recovered';
    case 'station-unsent':
      return typeof facts.org === 'string' ? code : null;
    case 'cloud-garbled':
    case 'unauthenticated':
    case 'protocol-too-old':
    case 'pairing-expired':
      return code;
    default:
      return null;
  }
}

/** Why the cloud parked an operation; a reason it has no words for here is told as the cloud told it. */
export function parkedSentence({ why }: ParkedOp, { language }: Pick<Place, 'language'>): string {
  const key = `parked-${why.code}`;
  return isNoticed(key) ? noticedWords[language][key] : why.sentence;
}

/** What kind of operation it is. */
export function parkedKind({ what }: ParkedOp, { language }: Pick<Place, 'language'>): string {
  const key = `what-${what}`;
  return isNoticed(key) ? noticedWords[language][key] : what;
}

function isNoticed(key: string): key is NoticedKey {
  return Object.hasOwn(noticedWords.en, key);
}

function filled(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
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
