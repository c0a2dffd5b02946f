import { and, eq } from 'drizzle-orm';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { dayToPay } from '#shared/orders/day-to-pay.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { holds } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { HoldRecord } from '../holds/end-hold.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { saleEndOf } from '../orders/sale-end-of.ts';
import type { SettlementTarget } from './apply-settlement.ts';
import { loadPaymentsOf } from './load-payment.ts';

/** PY-7: money is on its way: the places are kept for it, as long as a bank takes and not beyond the event. */
export async function keepForBank(tx: Tx, ctx: Ctx, { hold }: SettlementTarget): Promise<void> {
  if (hold === null || hold.state !== 'held') return;
  const { endsAt } = await loadEvent(tx, ctx.orgId, hold.eventId);
  const wanted = addMs(ctx.now, limits.holdProcessingMs);
  const lapsesAt = wanted < endsAt ? wanted : endsAt;
  if (lapsesAt > hold.lapsesAt) await lapse(tx, ctx, hold, lapsesAt);
}

/** PY-7: the bank said no: no longer are the places kept for its answer, and the buyer is told until when they are kept. */
export async function keepForAnotherTry(tx: Tx, ctx: Ctx, { hold, order, payment }: SettlementTarget): Promise<void> {
  const others = (await loadPaymentsOf(tx, ctx.orgId, [order.orderId])).filter(
    ({ paymentId }) => paymentId !== payment.paymentId,
  );
  // Paid for twice, and one of them may still come.
  if (others.some(({ state }) => state === 'processing')) return;
  const kept = hold?.state === 'held' && canOrder('pay', order.state) ? hold : null;
  const lapsesAt = kept === null ? null : dayToPay(ctx.now, await saleEndOf(tx, order));
  if (kept !== null && lapsesAt !== null) await lapse(tx, ctx, kept, lapsesAt);
  await enqueueMail(tx, ctx, {
    kind: 'payment-failed',
    to: order.buyerEmail,
    language: order.language,
    about: { eventId: order.eventId, orderId: order.orderId, lapsesAt },
  });
}

async function lapse(tx: Tx, ctx: Ctx, hold: HoldRecord, lapsesAt: Instant): Promise<void> {
  await tx
    .update(holds)
    .set({ lapsesAt })
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.holdId, hold.holdId)));
}
