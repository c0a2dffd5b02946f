import { expect, test } from 'vitest';
import { isMoment, parseInstant } from './instant.ts';

test.each([
  ['2026-11-22T19:30:00Z', '2026-11-22T19:30:00.000Z'],
  ['2026-11-22T19:30Z', '2026-11-22T19:30:00.000Z'],
  ['2026-11-22T19:30:00+01:00', '2026-11-22T18:30:00.000Z'],
  ['2028-02-29T00:00:00.1234567Z', '2028-02-29T00:00:00.123Z'],
])('%s is the moment %s', (raw, instant) => {
  expect(parseInstant(raw)).toBe(instant);
});

test.each([
  '2027-02-29T18:00:00Z',
  '2027-02-30T18:00:00Z',
  '2027-04-31T18:00:00Z',
  '2027-13-01T18:00:00Z',
  '2027-01-01T25:00:00Z',
  '2027-01-01T18:00:00',
  '1 Jan 2027 Z',
  '+275760-09-13T00:00:00Z',
  '9999-12-31T23:30:00-05:00',
  '',
  null,
])('%s is no moment', raw => {
  expect(isMoment(raw)).toBe(false);
  expect(() => parseInstant(raw)).toThrow('bad-input');
});
