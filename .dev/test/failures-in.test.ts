import { expect, test } from 'vitest';
import { failuresIn } from './failures-in.ts';

const noise = Array.from({ length: 300 }, (_, line) => ` ✓ test ${line}`);

test('a step’s failures are found where its tool lists them', () => {
  const vitest = [
    ...noise,
    '⎯⎯⎯ Failed Tests 1 ⎯⎯⎯',
    ' FAIL  a.pg.test.ts > holds',
    'AssertionError: expected 1',
    ' Tests  1 failed',
  ];
  expect(failuresIn(vitest.join('\n'))[1]).toBe(' FAIL  a.pg.test.ts > holds');
  const playwright = [...noise, '  1) door.e2e.ts:7:1 › a ticket', '    Error: timed out', '  1 failed'];
  expect(failuresIn(playwright.join('\n'))).toEqual(playwright.slice(-3));
});

test('what lists nothing is told by its last lines, without colours', () => {
  const said = failuresIn([...noise, '\u001b[31mthe database is gone\u001b[39m', ''].join('\n'));
  expect(said.length).toBe(70);
  expect(said.at(-1)).toBe('the database is gone');
});
