import { and, eq } from 'drizzle-orm';
import { orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from './load-order.ts';

/** Writes changes to an order that is locked, as its next version. */
export async function recordOrder(
  tx: Tx,
  ctx: Ctx,
  before: OrderRecord,
  values: Partial<typeof orders.$inferInsert>,
): Promise<void> {
  await tx
    .update(orders)
    .set({ ...values, version: before.version + 1, updatedAt: ctx.now })
    .where(and(eq(orders.orgId, ctx.orgId), eq(orders.orderId, before.orderId)));
}
