import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { OrderView } from '#shared/api/orders.ts';
import type { OrgId, PaymentId } from '#shared/kernel/ids.ts';
import type { RefundFacts } from '#shared/orders/plan-refund.ts';
import { payableStep } from '#shared/pricing/payable.ts';
import { noParts, salePartsOf } from '#shared/pricing/sale-parts.ts';
import { tickets } from '../../db/tables/orders.ts';
import { disputes, payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { keptSettlements } from '../payments/kept-payment.ts';
import { loadChildren } from '../tickets/load-children.ts';
import { isGiven, loadRefundsOf } from './load-refund.ts';

export type PaidBy = { readonly paymentId: PaymentId; readonly currency: string; readonly amountMinor: number };
export type LoadedRefundFacts = { readonly facts: RefundFacts; readonly payment: PaidBy | null };

/** What a refund of this order is decided on. The order is locked by whoever means to change it. */
export async function loadRefundFacts(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<LoadedRefundFacts> {
  const of = { orgId: ctx.orgId, eventId: order.eventId, orderId: order.orderId };
  const payment = await loadPaidBy(tx, of);
  const earlier = (await loadRefundsOf(tx, ctx.orgId, order.orderId)).filter(isGiven);
  const given = earlier
    .filter(({ paymentId }) => paymentId === payment?.paymentId)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const ofOrder = await loadOfOrder(tx, of);
  // Written by `priceCart`, never touched since.
  const quote = order.quote as OrderView['quote'];
  return {
    payment,
    facts: {
      order: { state: order.state },
      lines: quote.lines.map(line => ({
        lineId: line.lineId,
        // What was given away was not paid, whatever it would have cost.
        parts: order.totalMinor === 0 ? noParts : salePartsOf(line, quote),
      })),
      earlier: earlier.flatMap(({ lines }) => lines),
      tickets: ofOrder,
      children: await loadChildren(
        tx,
        of,
        ofOrder.map(({ ticketId }) => ticketId),
      ),
      paymentLeftMinor: payment === null ? null : payment.amountMinor - given,
      payableStep: payableStep(order.currency),
      dispute: payment === null ? 'none' : await loadDisputeState(tx, ctx.orgId, payment.paymentId),
    },
  };
}

type Of = Pick<OrderRecord, 'orgId' | 'eventId' | 'orderId'>;

function loadOfOrder(tx: Tx, { orgId, eventId, orderId }: Of) {
  return tx
    .select({ ticketId: tickets.ticketId, lineId: tickets.lineId, state: tickets.state })
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), eq(tickets.orderId, orderId)))
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
}

/** The payment that settled the order; one that came late or twice goes back by itself. */
async function loadPaidBy(tx: Tx, of: Of): Promise<PaidBy | null> {
  const [row] = await tx
    .select({ paymentId: payments.paymentId, currency: payments.currency, amountMinor: payments.amountMinor })
    .from(payments)
    .where(
      and(
        eq(payments.orgId, of.orgId),
        eq(payments.eventId, of.eventId),
        eq(payments.orderId, of.orderId),
        inArray(payments.settled, [...keptSettlements]),
      ),
    )
    .orderBy(desc(payments.attempt))
    .limit(1);
  return row ?? null;
}

/** OR-7: how a bank stands to this payment. An early warning is no dispute yet. */
export async function loadDisputeState(tx: Tx, orgId: OrgId, paymentId: PaymentId): Promise<RefundFacts['dispute']> {
  const rows = await tx
    .select({ state: disputes.state, stage: disputes.stage })
    .from(disputes)
    .where(and(eq(disputes.orgId, orgId), eq(disputes.paymentId, paymentId)));
  if (rows.some(({ state }) => state === 'lost' || state === 'written-off')) return 'lost';
  const open = rows.some(
    ({ state, stage }) => stage !== 'early-warning' && (state === 'needs-response' || state === 'under-review'),
  );
  return open ? 'open' : 'none';
}
