import { expect, test } from 'vitest';
import { countsIn } from './counts-in.ts';

test('the counts of a vitest run are read through its colours', () => {
  const output =
    '\u001b[2m Test Files \u001b[22m 1 failed | 3 passed (4)\n\u001b[2m      Tests \u001b[22m 2 failed | 40 passed | 1 skipped (43)\n';
  expect(countsIn(output, 'vitest')).toEqual({ passed: 40, failed: 2, skipped: 1 });
});

test('a file that cannot be read counts as a failure', () => {
  expect(countsIn(' Test Files  1 failed (1)\n      Tests  no tests\n', 'vitest')).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('a run that broke off has no counts', () => {
  expect(countsIn('Error: config not found\n', 'vitest')).toBeUndefined();
  expect(countsIn('Error: config not found\n', 'playwright')).toBeUndefined();
});

test('browser tests that were interrupted, flaky or never run are no successes', () => {
  const output = '\n  1 failed\n    a.e2e.ts\n  1 flaky\n  2 did not run\n  3 skipped\n  9 passed (4.2s)\n';
  expect(countsIn(output, 'playwright')).toEqual({ passed: 9, failed: 4, skipped: 3 });
});

test('our own tools end with one line of counts, and the last one holds', () => {
  expect(countsIn('1 passed, 0 failed\n500 passed, 1 failed, 2 skipped\n', 'summary')).toEqual({
    passed: 500,
    failed: 1,
    skipped: 2,
  });
});
