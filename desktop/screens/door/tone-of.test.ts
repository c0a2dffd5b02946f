import { expect, test } from 'vitest';
import type { Verdict } from '#shared/admission/types.ts';
import { leavesByItself, toneOf } from './tone-of.ts';

const admit: Verdict = { kind: 'admit', rule: null, ticketId: null, direction: 'in', basis: 'roster', confirmed: [] };

test('a way in is green, a way out blue, a self-test neither', () => {
  expect(toneOf({ verdict: admit })).toBe('admit');
  expect(toneOf({ verdict: { ...admit, direction: 'out' } })).toBe('out');
  expect(toneOf({ verdict: { ...admit, basis: 'self-test' } })).toBe('test');
});

test('[CK-14] a used ticket is amber, every other refusal red', () => {
  const first = { at: '2026-11-22T19:58:00.000Z', gateName: null, stationName: null, operatorName: null };
  const refuse = { kind: 'refuse', rule: 'CK-14', ticketId: null, overridable: true } as const;
  expect(toneOf({ verdict: { ...refuse, facts: { reason: 'already-used', uses: 1, first } } as Verdict })).toBe('used');
  expect(toneOf({ verdict: { ...refuse, facts: { reason: 'zone-full' } } })).toBe('refuse');
});

test('[CK-18] what cannot be decided here is violet', () => {
  expect(
    toneOf({ verdict: { kind: 'undecidable', rule: 'CK-18', ticketId: null, why: 'blank-unsold', overridable: true } }),
  ).toBe('unsure');
});

test('only green, blue and the self-test leave by themselves', () => {
  const tones = ['admit', 'ask', 'used', 'refuse', 'out', 'unsure', 'test'] as const;
  expect(tones.filter(leavesByItself)).toEqual(['admit', 'out', 'test']);
});
