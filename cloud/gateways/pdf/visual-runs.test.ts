import { expect, test } from 'vitest';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { visualRuns } from './visual-runs.ts';

test('a line that reads from the left stays as it is', () => {
  expect(visualRuns('Doors 19:00, stalls', 'ltr').join('')).toBe('Doors 19:00, stalls');
});

test('words that read from the right come last to first, numbers in them as they are, brackets turned', () => {
  expect(visualRuns('ليلة (أولى) 2026', 'rtl')).toEqual(['2026', ' ', '(', 'أولى', ')', ' ', 'ليلة']);
});

test('a name in Latin letters inside Arabic keeps its own order', () => {
  expect(visualRuns('من Jonas Beck إلى', 'rtl').join('')).toBe('إلى Jonas Beck من');
});

test('what a person wrote runs the way of its first letter', () => {
  expect(visualRuns('محمد Beck', 'auto').join('')).toBe('Beck محمد');
  expect(visualRuns('Beck محمد', 'auto').join('')).toBe('Beck محمد');
});

test('marks that say which way to read steer, and are not drawn', () => {
  const sum = formatIn('ar', 'UTC').money(-123_456_789, 'EUR');
  expect(sum).toMatch(/[\u061c\u200e\u200f]/);
  expect(visualRuns(sum, 'rtl').join('')).toBe('€\u00a0-1,234,567.89');
  expect(visualRuns('من \u2068Jonas Beck\u2069 إلى', 'rtl').join('')).toBe('إلى Jonas Beck من');
});
