import { expect, test } from 'vitest';
import { addMs } from '../kernel/instant.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { approvedUntil } from './approved-until.ts';

const hour = 3_600_000;
const now = at('12:00');

test('[OR-18] an approved order may be paid for a day, not beyond the sale, and never shorter than any other', () => {
  expect(approvedUntil(now, addMs(now, 100 * hour))).toBe(addMs(now, 24 * hour));
  expect(approvedUntil(now, addMs(now, 3 * hour))).toBe(addMs(now, 3 * hour));
  expect(approvedUntil(now, addMs(now, -hour))).toBe(addMs(now, hour / 6));
});
