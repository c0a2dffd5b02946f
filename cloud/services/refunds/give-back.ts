import type { RefundPreview } from '#shared/api/refunds.ts';
import { must } from '#shared/kernel/assert.ts';
import type { RefundBatchId, RefundId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { planRefund, type RefundPlan, type RefundWish } from '#shared/orders/plan-refund.ts';
import type { RefundKind } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { answerWarnings } from '../disputes/close-warnings.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { recordOrder } from '../orders/record-order.ts';
import { tellHolders } from '../tickets/tell-holders.ts';
import { voidTickets } from '../tickets/void-tickets.ts';
import { loadRefundFacts } from './load-refund-facts.ts';
import { recordRefund } from './record-refund.ts';

export type GivenBack = {
  /** Null where nothing was paid: the tickets are void all the same. */
  readonly refundId: RefundId | null;
  readonly plan: RefundPlan;
};

/**
 * OR-6: decides and records one refund of an order that is locked: what is given back, which tickets die of it, where the order
 * stands. Everybody who gives money back comes through here: organizers, buyers, and batches of a cancelled event.
 */
export async function giveBack(
  tx: Tx,
  ctx: Ctx,
  order: OrderRecord,
  wish: RefundWish,
  how: {
    readonly reason: string;
    readonly kind?: RefundKind;
    readonly refundId?: RefundId;
    readonly batchId?: RefundBatchId;
  },
): Promise<GivenBack> {
  const { facts, payment } = await loadRefundFacts(tx, ctx, order);
  const plan = orRefuse(planRefund(facts, wish));
  // Before any pool is locked: what is written of an order is written on all its tickets.
  await recordOrder(tx, ctx, order, { state: plan.state });
  // Of a cancelled event every holder has heard as it is.
  if (how.kind !== 'event-cancelled') await tellHolders(tx, ctx, order, plan.voids);
  await voidTickets(tx, ctx, order.eventId, { ticketIds: plan.voids }, 'refunded');
  // Somebody was warned of this payment, and it goes back: that is the answer.
  if (plan.state === 'refunded' && payment !== null) await answerWarnings(tx, ctx, order, payment.paymentId);
  if (plan.amountMinor === 0) return { refundId: null, plan };
  const refundId = await recordRefund(tx, ctx, {
    ...how,
    payment: must(payment, 'the payment that a refund goes back on'),
    order,
    kind: how.kind ?? wish.kind,
    amountMinor: plan.amountMinor,
    ticketIds: plan.voids,
    returnsFee: wish.returnsFee,
    lines: plan.lines,
  });
  return { refundId, plan };
}

export function previewOf(plan: RefundPlan, currency: string): RefundPreview {
  return {
    amountMinor: plan.amountMinor,
    currency,
    given: plan.given,
    voids: [...plan.voids],
    childrenLeftAlone: [...plan.childrenLeftAlone],
    orderState: plan.state,
  };
}
