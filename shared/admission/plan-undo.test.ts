import { expect, test } from 'vitest';
import { aMirrorScan, at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { planUndo, type UndoFacts } from './plan-undo.ts';

const scan = aMirrorScan({ at: at('20:00') });
const facts: UndoFacts = { scan, history: [scan], role: 'door', atThisStation: true, reason: ' wrong person ' };

test('[CK-25] undo names the scan it takes back and deletes nothing', () => {
  expect(planUndo(facts, at('20:01'))).toEqual({
    kind: 'planned',
    plan: {
      undoes: scan.scanId,
      ticketId: scan.ticketId,
      checkpointId: scan.checkpointId,
      gateId: scan.gateId,
      reason: 'wrong person',
    },
  });
});

const undone = aMirrorScan({ scanId: anId('OpId', 2), kind: 'undo', undoes: scan.scanId });
test.each<[string, Partial<UndoFacts>, string, string]>([
  ['a reason is needed', { reason: '  ' }, '20:01', 'bad-input'],
  ['two minutes are over', {}, '20:02:01', 'undo-too-late'],
  ['another station’s scan takes a supervisor', { atThisStation: false }, '20:01', 'forbidden'],
  ['it was undone before', { history: [scan, undone] }, '20:01', 'wrong-state'],
  ['an undo is not undone', { scan: undone }, '20:01', 'wrong-state'],
  ['nobody knows the scan', { scan: null }, '20:01', 'not-found'],
])('[CK-25] [CK-43] refused: %s', (_, over, time, code) => {
  expect(planUndo({ ...facts, ...over }, at(time))).toMatchObject({ kind: 'refused', refusal: { code } });
});

test('[CK-43] a supervisor has the night, at any station', () => {
  const supervisor = { ...facts, role: 'supervisor', atThisStation: false } as const;
  expect(planUndo(supervisor, at('23:59')).kind).toBe('planned');
});
