import { expect, test } from 'vitest';
import { languages } from '../catalog/languages.ts';
import type { RefusalCode, RefusalFacts } from '../kernel/refusal.ts';
import { refusalSentence } from './refusal-sentence.ts';

const told = (code: RefusalCode, facts: RefusalFacts) =>
  languages.map(language => refusalSentence(code, facts, { language, zone: 'UTC', now: null }));

test.each<[RefusalCode, RefusalFacts]>([
  ['under-order-limit', { min: 3 }],
  ['one-currency', { currencies: ['EUR', 'GBP'] }],
  ['offer-differs', {}],
  ['answer-wrong', { field: 'qst_1', label: 'T-shirt', kind: 'choice' }],
  ['answer-wrong', { field: 'qst_1', label: 'T-shirt', kind: 'date' }],
  ['birth-date-missing', { field: 'tickets.0.bornOn' }],
  ['age-limit', { field: 'tickets.0.bornOn', ageMin: 16, ageMax: null }],
  ['age-limit', { field: 'tickets.0.bornOn', ageMin: 16, ageMax: 26 }],
  ['age-limit', { field: 'tickets.0.bornOn', ageMin: null, ageMax: 26 }],
  ['no-address', {}],
  ['price-changed', { shownMinor: 2400, totalMinor: 4800, currency: 'EUR' }],
  ['paid-already', {}],
])('[SH-6] a buyer reads %s %j in their own language', (code, facts) => {
  const sentences = told(code, facts);
  expect(new Set(sentences).size).toBe(languages.length);
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(/undefined|null|\{|\}|bornOn|qst_/);
    for (const value of [facts.min, facts.label, facts.ageMin, facts.ageMax])
      if (value !== undefined && value !== null) expect(sentence).toContain(String(value));
  }
});

test('[SH-11] whoever has to wait for minutes is told how many, in every language', () => {
  for (const sentence of told('too-many-requests', { retryAfterMs: 840_001 })) expect(sentence).toContain('15');
  for (const sentence of told('too-many-requests', { retryAfterMs: 60_000 })) expect(sentence).not.toMatch(/\d/);
});
