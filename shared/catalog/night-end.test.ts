import { expect, test } from 'vitest';
import { parseInstant } from '../kernel/instant.ts';
import { nightEnd } from './night-end.ts';

const end = (endsAt: string, zone = 'Europe/Vienna', cutOff = '06:00') => nightEnd(parseInstant(endsAt), zone, cutOff);

test('[RP-3] a night ends at the cut-off that follows its end, not at midnight', () => {
  expect(end('2026-11-22T21:15:00Z')).toBe('2026-11-23T05:00:00.000Z');
  expect(end('2026-11-23T02:00:00Z')).toBe('2026-11-23T05:00:00.000Z');
  expect(end('2026-11-23T05:00:00Z')).toBe('2026-11-24T05:00:00.000Z');
});

test('[RP-3] also over the night in which the clocks change', () => {
  expect(end('2026-10-24T22:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  expect(end('2026-03-28T23:30:00Z')).toBe('2026-03-29T04:00:00.000Z');
});
