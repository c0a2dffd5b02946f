import { expect, test } from 'vitest';
import { addMs } from '../kernel/instant.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { dayToPay } from './day-to-pay.ts';

const hour = 3_600_000;
const now = at('12:00');

test('[OR-18] [PY-7] an approved order, or one whose debit came back, may be paid for a day, not beyond the sale, and never shorter than any other', () => {
  expect(dayToPay(now, addMs(now, 100 * hour))).toBe(addMs(now, 24 * hour));
  expect(dayToPay(now, addMs(now, 3 * hour))).toBe(addMs(now, 3 * hour));
  expect(dayToPay(now, addMs(now, -hour))).toBe(addMs(now, hour / 6));
});
