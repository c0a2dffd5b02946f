import { and, eq, gt } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { payments } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** How many payments went through, of those begun of late; of one payer, or of all with null. Counted no further than matters. */
export async function countPaid(ctx: Ctx, payerKey: Uint8Array | null): Promise<number> {
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({ paymentId: payments.paymentId })
        .from(payments)
        .where(
          and(
            eq(payments.orgId, ctx.orgId),
            payerKey === null ? undefined : eq(payments.payerKey, Buffer.from(payerKey)),
            eq(payments.state, 'succeeded'),
            gt(payments.createdAt, addMs(ctx.now, -limits.paymentBurstWindowMs)),
          ),
        )
        .limit(limits.paymentsWeighedMax),
    { readOnly: true },
  );
  return rows.length;
}
