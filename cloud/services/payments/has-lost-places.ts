import { and, desc, eq } from 'drizzle-orm';
import type { OrderId } from '#shared/kernel/ids.ts';
import { holds } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lapseDueHolds } from '../holds/lapse-due-holds.ts';
import type { PaymentRecord } from './load-payment.ts';

/** Whether an order's places went back on sale, so that money which arrives now has to find some again. */
export async function hasLostPlaces(tx: Tx, ctx: Ctx, orderId: OrderId): Promise<boolean> {
  const [last] = await tx
    .select({ state: holds.state })
    .from(holds)
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.orderId, orderId)))
    .orderBy(desc(holds.createdAt), desc(holds.holdId))
    .limit(1);
  return last !== undefined && last.state !== 'held' && last.state !== 'sold';
}

/**
 * IN-2: what others let lapse is free, whether the clock's job has been here or not. In a transaction of its own: it locks their
 * codes and pools, and whoever settles a payment has locked pools already when it learns that there is no room.
 */
export async function endLapsedOfOthers(ctx: Ctx, { eventId }: PaymentRecord): Promise<void> {
  await withTenant(ctx.db, ctx.orgId, tx => lapseDueHolds(tx, ctx, { eventId }));
}
