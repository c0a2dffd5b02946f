import { describe, expect, test } from 'vitest';
import { codeAndTicketCases } from '#fixtures/admission/ck-01-to-09-code-and-ticket.ts';
import { placeCases } from '#fixtures/admission/ck-10-to-15-place.ts';
import { askingAndTrustCases } from '#fixtures/admission/ck-16-to-30-asking-and-trust.ts';
import type { DecisionCase } from '#fixtures/admission/situation.ts';
import { refuseReasons } from '../admission/types.ts';
import { languages } from '../catalog/languages.ts';
import { addMs } from '../kernel/instant.ts';
import { refusalCodes } from '../kernel/refusal.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { decideSituation } from '../testing/decide-situation.ts';
import { chooseLanguage, writingDirection } from './language.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { verdictOutcome, verdictWords } from './verdict-words.ts';

const place = { zone: 'Europe/Vienna', now: at('20:00') };
const cases: readonly DecisionCase[] = [codeAndTicketCases, placeCases, askingAndTrustCases].flatMap(table =>
  Object.values(table).flat(),
);
const verdicts = cases.map(({ when }) => decideSituation(when));

describe.each(languages)('in %s', language => {
  test('every verdict of the decision tables has a word and a sentence', () => {
    for (const verdict of verdicts) {
      const { word, sentence } = verdictWords(verdict, { ...place, language });
      expect(word.length).toBeGreaterThan(1);
      expect(sentence).toMatch(/\S.*[.»“”"]$/);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.\./);
    }
  });

  test('every refusal has a sentence, with its facts and without', () => {
    const facts = {
      left: 2,
      lapsedAt: at('19:42'),
      max: 4,
      label: 'Phone',
      state: 'paid',
      minutes: 2,
      until: at('20:05'),
      unsent: 3,
    };
    for (const code of refusalCodes)
      for (const some of [facts, {}]) {
        const sentence = refusalSentence(code, some, { ...place, language });
        expect(sentence).toMatch(/\S.*\.$/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
      }
  });
});

test('the tables show every reason there is', () => {
  const shown = new Set(verdicts.flatMap(verdict => (verdict.kind === 'refuse' ? [verdict.facts.reason] : [])));
  expect(refuseReasons.filter(reason => !shown.has(reason))).toEqual([]);
});

const words = (when: DecisionCase['when'], language: (typeof languages)[number] = 'en') =>
  verdictWords(decideSituation(when), { ...place, language });

test('[CK-31] a code under a key this station has not heard of is looked up by name', () => {
  const forged = (why: 'key-unknown' | 'signature') =>
    verdictWords(
      { kind: 'refuse', rule: 'CK-2', facts: { reason: 'forged', why }, ticketId: null, overridable: false },
      { ...place, language: 'en' },
    );
  expect(forged('key-unknown').sentence).toContain('Look the person up by name');
  expect(forged('signature').sentence).not.toContain('by name');
});

test('[CK-14] a used ticket is told with time, gate and station', () => {
  expect(words({ history: ['in 19:58 Gate 2'] })).toEqual({
    word: 'Used',
    sentence: 'Used: 19:58, Gate 2 (Laptop A).',
    outcome: 'used',
  });
  expect(words({ history: ['in 19:58 Gate 2'] }, 'de').sentence).toBe('Benutzt: 19:58, Gate 2 (Laptop A).');
});

test('[CK-10] a time of another day is told with its date', () => {
  const early = decideSituation({ ticketWindow: 'from 20:30' });
  const dayBefore = addMs(at('20:00'), -86_400_000);
  expect(verdictWords(early, { ...place, language: 'en' }).sentence).toBe('Entry from 20:30.');
  expect(verdictWords(early, { ...place, language: 'en', now: dayBefore }).sentence).toBe(
    'Entry from 22 November at 20:30.',
  );
});

test('[CK-13] the nearest condition is told in the reader’s language', () => {
  const rule = { checkpoint: { rule: { kind: 'entries-below', count: 0 } } } as const;
  expect(words(rule, 'en').sentence).toBe('At most 0 entries; so far 0.');
  expect(words(rule, 'fr').sentence).toBe('Au plus 0 entrées ; 0 jusqu’ici.');
});

test.each([
  ['admit', {}],
  ['admit-after', { ticket: { attention: 'Wheelchair' }, confirmed: ['attention'] }],
  ['ask', { ticket: { attention: 'Wheelchair' } }],
  ['used', { history: ['in 19:58'] }],
  ['elsewhere', { of: 'another organization' }],
  ['elsewhere', { checkpointWindow: 'until 19:00' }],
  ['refused', { ticket: { disputed: true } }],
  ['refused', { zoneInside: 480 }],
  ['out', { direction: 'out' }],
  ['undecidable', { ticket: { state: 'blank' } }],
] as const)('the outcome is %s', (outcome, when) => {
  expect(verdictOutcome(decideSituation(when))).toBe(outcome);
});

test('a language is chosen from what a browser wants', () => {
  expect(chooseLanguage('de-AT,de;q=0.9,en;q=0.8')).toBe('de');
  expect(chooseLanguage(['nl', 'fr-CA'])).toBe('fr');
  expect(chooseLanguage('nl')).toBe('en');
  expect([writingDirection('ar'), writingDirection('es')]).toEqual(['rtl', 'ltr']);
});
