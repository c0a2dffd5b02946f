import { expect, test } from 'vitest';
import { parseInstant } from '../kernel/instant.ts';
import { eventStates } from './event-states.ts';
import { eventOnSale, eventStage, saleEndsAt, tierOnSale, tierStage } from './on-sale.ts';

const endsAt = parseInstant('2026-11-22T21:15:00Z');
const before = parseInstant('2026-11-22T21:14:59.999Z');

test('[EV-6] [EV-9] of an event only what was published is on sale, until the instant it ends', () => {
  expect(eventStates.filter(state => eventOnSale({ state, endsAt }, before))).toEqual(['published']);
  expect(eventStates.filter(state => eventOnSale({ state, endsAt }, endsAt))).toEqual([]);
  expect(eventStates.map(state => eventStage({ state, endsAt }, endsAt))).toEqual([
    'draft',
    'over',
    'cancelled',
    'over',
  ]);
});

test('[EV-9] a tier is on sale from its opening until just before its closing; without either, always', () => {
  const window = { saleOpensAt: before, saleClosesAt: endsAt };
  expect(tierStage(window, parseInstant('2026-11-22T21:14:59.998Z'))).toBe('before');
  expect(tierOnSale(window, before)).toBe(true);
  expect(tierStage(window, endsAt)).toBe('closed');
  expect(tierOnSale({ saleOpensAt: null, saleClosesAt: null }, endsAt)).toBe(true);
});

test('[EV-9] a sale ends with its window or with the event, whichever is first', () => {
  const event = { state: 'published', endsAt } as const;
  expect(saleEndsAt({ saleOpensAt: null, saleClosesAt: null }, event)).toBe(endsAt);
  expect(saleEndsAt({ saleOpensAt: null, saleClosesAt: before }, event)).toBe(before);
  expect(saleEndsAt({ saleOpensAt: null, saleClosesAt: parseInstant('2026-11-23T21:15:00Z') }, event)).toBe(endsAt);
});
