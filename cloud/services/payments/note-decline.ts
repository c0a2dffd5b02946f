import { and, eq, sql } from 'drizzle-orm';
import type { PaymentId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { payments } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Log } from '../ports.ts';
import { enqueueEndPayment } from './abandon-payments.ts';
import { countDecline, isSlowed } from './guard-card-testing.ts';

/** PY-8: a card was declined. A payment on which card after card is tried is ended. */
export async function noteDecline(ctx: Ctx, log: Log, paymentId: PaymentId): Promise<void> {
  const declined = await withTenant(ctx.db, ctx.orgId, async tx => {
    const [row] = await tx
      .update(payments)
      .set({ declines: sql`${payments.declines} + 1` })
      .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, paymentId)))
      .returning({
        declines: payments.declines,
        payerKey: payments.payerKey,
        state: payments.state,
        eventId: payments.eventId,
      });
    return row;
  });
  if (declined === undefined) return;
  await countDecline(ctx, log, declined);
  const slowed = await isSlowed(ctx, declined.payerKey);
  const most = slowed ? limits.declinesPerPaymentSlowedMax : limits.declinesPerPaymentMax;
  if (declined.state === 'open' && declined.declines >= most)
    await withTenant(ctx.db, ctx.orgId, tx => enqueueEndPayment(tx, ctx, paymentId));
}
