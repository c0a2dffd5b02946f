import { and, eq, inArray, isNotNull, lt, notExists, or, sql } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { checkoutTraces, disputes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/**
 * KE-2: from where and with what an order was bought is forgotten when no bank can ask for it any more. What a dispute that is open
 * may still need stays; that the terms were accepted stays as well, because it names nobody.
 */
export async function forgetTraces(ctx: Ctx): Promise<number> {
  const before = addMs(ctx.now, -limits.checkoutTraceKeptMs);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const ofOrder = and(eq(disputes.orgId, checkoutTraces.orgId), eq(disputes.orderId, checkoutTraces.orderId));
    const open = tx
      .select({ one: sql`1` })
      .from(disputes)
      .where(and(ofOrder, inArray(disputes.state, ['needs-response', 'under-review'])));
    const forgotten = await tx
      .update(checkoutTraces)
      .set({ address: null, device: null })
      .where(
        and(
          eq(checkoutTraces.orgId, ctx.orgId),
          lt(checkoutTraces.recordedAt, before),
          or(isNotNull(checkoutTraces.address), isNotNull(checkoutTraces.device)),
          notExists(open),
        ),
      )
      .returning({ orderId: checkoutTraces.orderId });
    return forgotten.length;
  });
}
