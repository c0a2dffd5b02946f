import { expect, test } from 'vitest';
import { canDispute, disputeSettles, disputeStanding, isDisputeOpen } from './dispute-standing.ts';

test.each([
  ['warning_needs_response', 'inquiry', 'needs-response', true],
  ['warning_under_review', 'inquiry', 'under-review', true],
  ['warning_closed', 'inquiry', 'closed', false],
  ['needs_response', 'dispute', 'needs-response', true],
  ['appeal_needs_response', 'dispute', 'needs-response', true],
  ['under_review', 'dispute', 'under-review', true],
  ['appeal_under_review', 'dispute', 'under-review', true],
  ['won', 'dispute', 'won', false],
  ['lost', 'dispute', 'lost', false],
  ['prevented', 'dispute', 'prevented', false],
  ['charge_refunded', 'dispute', 'closed', false],
] as const)('[OR-7] %s is %s, %s', (status, stage, state, open) => {
  expect(disputeStanding(status)).toEqual({ stage, state });
  expect(isDisputeOpen(state)).toBe(open);
});

test('[OR-7] a word that is new to us is known to be unknown', () => {
  expect(disputeStanding('arbitration_by_moonlight')).toBeNull();
});

test('[OR-7] evidence is for what waits for an answer; only a dispute is accepted, only a warning dismissed', () => {
  const may = (stage: 'early-warning' | 'inquiry' | 'dispute', state: 'needs-response' | 'under-review' | 'lost') =>
    (['stage', 'submit', 'accept', 'dismiss'] as const).filter(action => canDispute(action, { stage, state }));
  expect(may('dispute', 'needs-response')).toEqual(['stage', 'submit', 'accept']);
  expect(may('inquiry', 'needs-response')).toEqual(['stage', 'submit']);
  expect(may('early-warning', 'needs-response')).toEqual(['dismiss']);
  expect([may('dispute', 'under-review'), may('dispute', 'lost')]).toEqual([[], []]);
});

test('[LE-4] what is missing is a loss once it is decided; a win waits for its money', () => {
  const withdrawn = [{ amountMinor: -2_400 }];
  expect(disputeSettles('under-review', withdrawn)).toBe(false);
  expect(disputeSettles('lost', withdrawn)).toBe(true);
  expect(disputeSettles('written-off', withdrawn)).toBe(true);
  expect(disputeSettles('won', withdrawn)).toBe(false);
  expect(disputeSettles('won', [...withdrawn, { amountMinor: 2_400 }])).toBe(true);
});
