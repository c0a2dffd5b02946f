import type { DoorVerdictRule, ScanContext } from './scan-context.ts';
import type { UndecidableWhy, Verdict } from './types.ts';

/** CK-17 and CK-18: how far a ticket may be believed of which this place has heard too little. null: it may. */
export const trustRule: DoorVerdictRule = context => {
  const { facts, ticket, tier } = context;
  if (ticket?.state === 'blank') return undecidable(context, 'CK-18', 'blank-unsold');
  if (facts.match.kind !== 'signed') return null;
  if (tier === null) return undecidable(context, 'CK-17', 'tier-unknown');
  if (facts.event.admitsOnSignature) return null;
  return undecidable(context, 'CK-17', facts.rosterComplete ? 'not-in-roster' : 'roster-incomplete');
};

function undecidable(context: ScanContext, rule: string, why: UndecidableWhy): Verdict {
  return { kind: 'undecidable', rule, ticketId: context.ticketId, why, overridable: true };
}
