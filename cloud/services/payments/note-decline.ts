import { and, eq, sql } from 'drizzle-orm';
import type { PaymentId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { payments } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Log } from '../ports.ts';
import { enqueueEndPayment } from './abandon-payments.ts';
import { countDecline } from './guard-card-testing.ts';

/** PY-8: a card was declined. A payment on which card after card is tried is ended. */
export async function noteDecline(ctx: Ctx, log: Log, paymentId: PaymentId): Promise<void> {
  const payerKey = await withTenant(ctx.db, ctx.orgId, async tx => {
    const [row] = await tx
      .update(payments)
      .set({ declines: sql`${payments.declines} + 1` })
      .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, paymentId)))
      .returning({ declines: payments.declines, payerKey: payments.payerKey, state: payments.state });
    if (row?.state === 'open' && row.declines >= limits.declinesPerPaymentMax)
      await enqueueEndPayment(tx, ctx, paymentId);
    return row?.payerKey ?? null;
  });
  await countDecline(ctx, log, payerKey);
}
