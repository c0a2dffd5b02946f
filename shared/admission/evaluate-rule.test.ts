import { expect, test } from 'vitest';
import type { DoorRule } from '../catalog/door-event.ts';
import { parseInstant } from '../kernel/instant.ts';
import { aDoorCheckpoint, aDoorEvent, aDoorTier } from '../testing/a-door-event.ts';
import { aMirrorTicket, at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { scansOf } from '../testing/decide-situation.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { explainCondition } from './explain-condition.ts';
import { foldPresence } from './presence.ts';

const [stalls, lounge] = [anId('TierId', 1), anId('TierId', 2)];
const question = anId('QuestionId', 1);
const yes: DoorRule = { kind: 'tier-is', tierIds: [stalls] };
const no: DoorRule = { kind: 'tier-is', tierIds: [lounge] };
const unknown: DoorRule = { kind: 'answer-is', questionId: anId('QuestionId', 5), value: 'yes' };

function tells(rule: DoorRule, lines: readonly string[] = []): string {
  const history = lines.flatMap((line, index) => scansOf(line, index, aMirrorTicket()));
  const facts = {
    event: aDoorEvent(),
    tier: aDoorTier(),
    answers: { [question]: 'vegan' },
    presence: foldPresence(history, aDoorCheckpoint()),
    history,
    now: at('20:00'),
  };
  const evaluation = evaluateRule(rule, facts);
  return evaluation.kind === 'met' ? 'met' : explainCondition(evaluation.nearest, 'Europe/Vienna');
}

test.each<[string, DoorRule, readonly string[], string]>([
  ['all of nothing', { kind: 'all', of: [] }, [], 'met'],
  ['any of nothing', { kind: 'any', of: [] }, [], 'Nobody may enter here'],
  ['its own tier', yes, [], 'met'],
  ['another tier', no, [], 'Only for Lounge'],
  ['not another tier', { kind: 'not', rule: no }, [], 'met'],
  ['not its own tier', { kind: 'not', rule: yes }, [], 'Not for Stalls'],
  ['not not', { kind: 'not', rule: { kind: 'not', rule: no } }, [], 'Only for Lounge'],
  ['not any of two is neither', { kind: 'not', rule: { kind: 'any', of: [no, yes] } }, [], 'Not for Stalls'],
  ['not all of two is one that fails', { kind: 'not', rule: { kind: 'all', of: [yes, no] } }, [], 'met'],
  ['a time that has come', { kind: 'time-after', at: '2026-11-22T20:00:00+01:00' }, [], 'met'],
  ['a time to come', { kind: 'time-after', at: '2026-11-22T20:01:00+01:00' }, [], 'Only from 2026-11-22 20:01'],
  [
    'a time that has passed',
    { kind: 'time-before', at: '2026-11-22T20:00:00+01:00' },
    [],
    'Only until 2026-11-22 20:00',
  ],
  [
    'a time nobody can read',
    { kind: 'time-before', at: 'tea time' },
    [],
    'This could not be checked: the time tea time is not known',
  ],
  ['entries below', { kind: 'entries-below', count: 2 }, ['in 19:00', 'out 19:01'], 'met'],
  [
    'entries not below',
    { kind: 'entries-below', count: 1 },
    ['in 19:00', 'out 19:01'],
    'At most 1 entries; there were 1',
  ],
  [
    'entries today',
    { kind: 'entries-today-below', count: 1 },
    ['in 19:00'],
    'At most 1 entries a day; there were 1 today',
  ],
  [
    'minutes since the last entry',
    { kind: 'minutes-since-entry-above', minutes: 60 },
    ['in 19:00'],
    'Only 60 minutes after the last entry',
  ],
  ['minutes long since', { kind: 'minutes-since-entry-above', minutes: 59 }, ['in 19:00'], 'met'],
  ['no entry yet is long ago', { kind: 'minutes-since-entry-above', minutes: 60 }, [], 'met'],
  [
    'inside the lounge',
    { kind: 'inside-checkpoint', checkpointId: anId('CheckpointId', 2) },
    ['in 19:00 lounge'],
    'met',
  ],
  [
    'not inside the lounge',
    { kind: 'inside-checkpoint', checkpointId: anId('CheckpointId', 2) },
    [],
    'Only for people who are inside Lounge',
  ],
  [
    'a checkpoint that is gone',
    { kind: 'inside-checkpoint', checkpointId: anId('CheckpointId', 9) },
    [],
    'This could not be checked: the checkpoint is not known',
  ],
  ['an answer', { kind: 'answer-is', questionId: question, value: 'vegan' }, [], 'met'],
  [
    'another answer',
    { kind: 'answer-is', questionId: question, value: 'meat' },
    [],
    'Only with the answer “meat” to “Emergency contact”',
  ],
])('[CK-13] %s', (_, rule, lines, told) => {
  expect(tells(rule, lines)).toBe(told);
});

test('[CK-35] what cannot be evaluated is not met, negated or not', () => {
  const told = 'This could not be checked: an answer is not known';
  expect(tells(unknown)).toBe(told);
  expect(tells({ kind: 'not', rule: unknown })).toBe(told);
  expect(tells({ kind: 'all', of: [yes, unknown] })).toBe(told);
  expect(tells({ kind: 'any', of: [unknown] })).toBe(told);
});

test('[CK-35] it does no harm where the rest of the rule decides', () => {
  expect(tells({ kind: 'any', of: [unknown, yes] })).toBe('met');
  expect(tells({ kind: 'all', of: [unknown, no] })).toBe('Only for Lounge');
});

test('[CK-13] of several ways in, the one with the fewest conditions in the way is explained', () => {
  const late: DoorRule = { kind: 'time-after', at: '2026-11-22T20:30:00+01:00' };
  const far: DoorRule = { kind: 'all', of: [no, late] };
  expect(tells({ kind: 'any', of: [far, late] })).toBe('Only from 2026-11-22 20:30');
  expect(tells({ kind: 'any', of: [{ kind: 'all', of: [far, no] }, far] })).toBe('Only for Lounge');
});

test('[CK-13] a day ends at midnight of the event’s place', () => {
  const rule: DoorRule = { kind: 'entries-today-below', count: 1 };
  const [scan] = scansOf('in 19:00', 0, aMirrorTicket());
  if (scan === undefined) throw new Error('one scan');
  const history = [{ ...scan, at: parseInstant('2026-11-21T23:30:00+01:00') }];
  const presence = foldPresence(history, aDoorCheckpoint());
  const facts = { event: aDoorEvent(), tier: aDoorTier(), answers: {}, presence, history };
  expect(evaluateRule(rule, { ...facts, now: parseInstant('2026-11-21T23:59:00+01:00') }).kind).toBe('unmet');
  expect(evaluateRule(rule, { ...facts, now: parseInstant('2026-11-22T00:01:00+01:00') }).kind).toBe('met');
});
