import { expect, test } from 'vitest';
import type { DoorRule } from './door-event.ts';
import { isShallowRule, ruleParts } from './rule-parts.ts';

test('[CK-13] all that a rule names is found, however deep', () => {
  const rule: DoorRule = {
    kind: 'any',
    of: [
      { kind: 'not', rule: { kind: 'tier-is', tierIds: ['a', 'b'] } },
      {
        kind: 'all',
        of: [
          { kind: 'answer-is', questionId: 'q', value: 'yes' },
          { kind: 'inside-checkpoint', checkpointId: 'c' },
          { kind: 'time-after', at: 'tomorrow' },
          { kind: 'time-before', at: '2026-11-22T20:00:00.000Z' },
          { kind: 'entries-below', count: 2 },
        ],
      },
    ],
  };
  expect(ruleParts(rule)).toEqual({
    tierIds: ['a', 'b'],
    questionIds: ['q'],
    checkpointIds: ['c'],
    badTimes: ['tomorrow'],
  });
});

test('[CK-13] a rule nests eight deep and no deeper', () => {
  const nested = (levels: number): unknown =>
    levels === 1 ? { kind: 'entries-below', count: 1 } : { kind: 'not', rule: nested(levels - 1) };
  expect([isShallowRule(nested(8)), isShallowRule(nested(9)), isShallowRule(nested(5_000))]).toEqual([
    true,
    false,
    false,
  ]);
});
