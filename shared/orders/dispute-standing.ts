export type DisputeStage = 'early-warning' | 'inquiry' | 'dispute';
export type DisputeState = 'needs-response' | 'under-review' | 'won' | 'lost' | 'closed' | 'prevented' | 'written-off';

export type DisputeStanding = { readonly stage: DisputeStage; readonly state: DisputeState };

/** The provider's word for where a dispute stands, in ours. Its list is open: null is a word we do not know yet. */
export function disputeStanding(status: string): DisputeStanding | null {
  switch (status) {
    case 'warning_needs_response':
      return { stage: 'inquiry', state: 'needs-response' };
    case 'warning_under_review':
      return { stage: 'inquiry', state: 'under-review' };
    case 'warning_closed':
      return { stage: 'inquiry', state: 'closed' };
    case 'needs_response':
    case 'appeal_needs_response':
      return { stage: 'dispute', state: 'needs-response' };
    case 'under_review':
    case 'appeal_under_review':
      return { stage: 'dispute', state: 'under-review' };
    case 'won':
      return { stage: 'dispute', state: 'won' };
    case 'lost':
      return { stage: 'dispute', state: 'lost' };
    case 'charge_refunded':
      return { stage: 'dispute', state: 'closed' };
    case 'prevented':
      return { stage: 'dispute', state: 'prevented' };
    default:
      return null;
  }
}

/** OR-7: somebody still has to decide, so the tickets are frozen. */
export function isDisputeOpen(state: DisputeState): boolean {
  return state === 'needs-response' || state === 'under-review';
}

/** OR-7: what may be done with a dispute where it stands. Screens, routes and messages read it. */
export const disputeActions = {
  stage: { stages: ['inquiry', 'dispute'], states: ['needs-response'] },
  submit: { stages: ['inquiry', 'dispute'], states: ['needs-response'] },
  accept: { stages: ['dispute'], states: ['needs-response'] },
  dismiss: { stages: ['early-warning'], states: ['needs-response'] },
} as const satisfies Record<
  string,
  { readonly stages: readonly DisputeStage[]; readonly states: readonly DisputeState[] }
>;
export type DisputeAction = keyof typeof disputeActions;

export function canDispute(action: DisputeAction, { stage, state }: DisputeStanding): boolean {
  const { stages, states }: { stages: readonly DisputeStage[]; states: readonly DisputeState[] } =
    disputeActions[action];
  return stages.includes(stage) && states.includes(state);
}

/**
 * LE-4: what is still missing of a dispute's money becomes a loss once nobody decides any more. A won one waits for its money,
 * which the provider books in a moment of its own.
 */
export function disputeSettles(state: DisputeState, lines: readonly { readonly amountMinor: number }[]): boolean {
  if (isDisputeOpen(state)) return false;
  return state !== 'won' || lines.some(({ amountMinor }) => amountMinor > 0);
}
