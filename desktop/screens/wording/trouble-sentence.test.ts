import { expect, test } from 'vitest';
import { languages } from '#shared/catalog/languages.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { anId } from '#shared/testing/an-id.ts';
import { noticedWords } from './noticed-words.ts';
import { noticedSentence, parkedKind, parkedSentence } from './trouble-sentence.ts';

const place = (language: (typeof languages)[number]) => ({ language, zone: 'Europe/Vienna', now: instantFromMs(0) });
const factsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();
const english = 'Something only an English station says.';

test.each(languages)('%s tells the same facts as English of what the station noticed', language => {
  for (const [key, text] of Object.entries(noticedWords.en))
    expect(factsIn(noticedWords[language][key as keyof typeof noticedWords.en]), key).toEqual(factsIn(text));
});

test.each(languages)('in %s the screens have words for whatever the station notices', language => {
  const noticed = [
    { code: 'clock-off', facts: { offsetMs: 11 * 3_600_000 } },
    { code: 'clock-off', facts: { offsetMs: -300_000 } },
    { code: 'clock-off' },
    { code: 'roster-stale', facts: { ageMs: 1_200_000 } },
    { code: 'roster-stale' },
    { code: 'roster-incomplete' },
    { code: 'storage-damaged', facts: { rescued: 3, complete: true } },
    { code: 'storage-damaged', facts: { rescued: 3, complete: false } },
    { code: 'station-unsent', facts: { org: 'Theater am Fluss' } },
    ...['cloud-garbled', 'unauthenticated', 'protocol-too-old', 'pairing-expired', 'storage-full'].map(code => ({
      code,
    })),
  ];
  const told = noticed.map(one => noticedSentence({ facts: {}, ...one }, place(language)));
  for (const text of told) expect(text).not.toMatch(/\{/);
  expect(new Set(told).size).toBe(told.length);
});

test.each(languages)(
  '[SY-2] %s says why something was parked; a reason nobody knows here is told as it came',
  language => {
    const codes = [
      'too-large',
      'time-impossible',
      'hash-wrong',
      'event-unknown',
      'not-storable',
      'id-taken',
      'bad-operation',
    ];
    const parked = (code: string, what = 'scan') => ({
      opId: anId('OpId', 1),
      seq: 1,
      at: instantFromMs(0),
      what,
      why: { code, sentence: english },
    });
    for (const code of codes) expect(parkedSentence(parked(code), place(language))).not.toBe(english);
    expect(parkedSentence(parked('of-tomorrow'), place(language))).toBe(english);
    expect(['scan', 'undo', 'note'].map(what => parkedKind(parked('x', what), place(language)))).not.toContain('scan');
    expect(parkedKind(parked('x', 'sale'), place(language))).toBe('sale');
  },
);
