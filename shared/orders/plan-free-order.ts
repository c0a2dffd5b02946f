import type { OrderState } from '../catalog/order-states.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import type { Quote } from '../pricing/quote.ts';
import { firstOrderState } from './order-actions.ts';

export type FreeOrderPlan = {
  readonly state: Extract<OrderState, 'paid' | 'awaiting-approval'>;
  readonly totalMinor: 0;
  /** What the tickets would have cost: given away, and told in the reports. */
  readonly waivedMinor: number;
  readonly compReason: string | null;
  /** Tickets are issued at once, or when somebody approved. */
  readonly issues: boolean;
};

/** PR-4, OR-8: an order nobody pays for: its quote is zero, or somebody with the right to do so gives it away and says why. */
export function planFreeOrder(order: {
  readonly quote: Pick<Quote, 'totalMinor' | 'free'>;
  readonly comp: { readonly reason: string } | null;
  readonly needsApproval: boolean;
}): Planned<FreeOrderPlan> {
  const { quote, comp, needsApproval } = order;
  if (comp === null && !quote.free)
    return refused('wrong-state', { action: 'issue without payment', state: 'awaiting-payment' });
  const reason = comp?.reason.trim() ?? null;
  if (reason === '') return refused('bad-input', { field: 'compReason', sentence: 'say why these are given away' });
  // Whoever gives tickets away has approved them by doing so.
  const state = firstOrderState({ needsApproval: needsApproval && comp === null, free: true });
  return {
    kind: 'planned',
    plan: {
      state: state === 'awaiting-approval' ? state : 'paid',
      totalMinor: 0,
      waivedMinor: comp === null ? 0 : quote.totalMinor,
      compReason: reason,
      issues: state === 'paid',
    },
  };
}

/** Issued in this very way before, so that asking again is answered and not done again. */
export function alreadyIssued(
  order: { readonly state: OrderState; readonly compReason: string | null },
  comp: { readonly reason: string } | null,
): boolean {
  return order.state === 'paid' && order.compReason === (comp?.reason ?? null);
}

function refused(code: 'wrong-state' | 'bad-input', facts: Readonly<Record<string, string>>): Planned<FreeOrderPlan> {
  return { kind: 'refused', refusal: refusal(code, facts) };
}
