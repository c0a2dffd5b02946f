import { expect, test } from 'vitest';
import { bothFaults, cannotMeet, type FaultRule, faults } from '#fixtures/admission/faults.ts';
import { decideSituation } from '../testing/decide-situation.ts';

const rules = Object.keys(faults) as FaultRule[];
const pairs = rules.flatMap((first, index) => rules.slice(index + 1).map(second => ({ first, second })));
const meeting = pairs.filter(({ first, second }) => cannotMeet[`${first} ${second}`] === undefined);

test.each(rules)('one fault alone: %s speaks', rule => {
  expect(decideSituation(faults[rule])).toMatchObject({ rule });
});

test.each(meeting)('two faults at once: $first speaks before $second', ({ first, second }) => {
  expect(decideSituation(bothFaults(faults[first], faults[second]))).toMatchObject({ rule: first });
  expect(decideSituation(bothFaults(faults[second], faults[first]))).toMatchObject({ rule: first });
});

test('every pair is shown or explained', () => {
  const explained = Object.keys(cannotMeet);
  expect(explained.filter(pair => !pairs.some(({ first, second }) => pair === `${first} ${second}`))).toEqual([]);
  expect(meeting.length + explained.length).toBe((rules.length * (rules.length - 1)) / 2);
});

test.each(rules.slice(rules.indexOf('CK-5'), rules.indexOf('CK-16') + 1))('[CK-21] an exit skips %s', rule => {
  expect(decideSituation({ ...faults[rule], direction: 'out' })).toMatchObject({ kind: 'admit', direction: 'out' });
});
