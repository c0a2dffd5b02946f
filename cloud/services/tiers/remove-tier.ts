import { and, count, eq } from 'drizzle-orm';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { tierPools, tiers } from '../../db/tables/events.ts';
import { orderLines, tickets } from '../../db/tables/orders.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTier } from './load-tier.ts';

/** Only a tier nobody ever ordered. Others are archived, so that their tickets keep a name. */
export async function removeTier(ctx: Ctx, eventId: EventId, tierId: TierId): Promise<{ removed: TierId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadTier(tx, ctx.orgId, eventId, tierId);
    if (await wasOrdered(tx, ctx.orgId, eventId, tierId))
      throw refusal('event-locked', { field: 'tierId', sentence: 'This tier was ordered before. Archive it instead.' });
    await tx
      .delete(tierPools)
      .where(and(eq(tierPools.orgId, ctx.orgId), eq(tierPools.eventId, eventId), eq(tierPools.tierId, tierId)));
    await tx.delete(tiers).where(and(eq(tiers.orgId, ctx.orgId), eq(tiers.eventId, eventId), eq(tiers.tierId, tierId)));
    await audit(tx, ctx, { verb: 'tier.remove', target: tierId, before, after: null });
    return { removed: tierId };
  });
}

async function wasOrdered(tx: Tx, orgId: OrgId, eventId: EventId, tierId: TierId): Promise<boolean> {
  const [issued] = await tx
    .select({ rows: count() })
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), eq(tickets.tierId, tierId)));
  const [ordered] = await tx
    .select({ rows: count() })
    .from(orderLines)
    .where(and(eq(orderLines.orgId, orgId), eq(orderLines.eventId, eventId), eq(orderLines.tierId, tierId)));
  const [waited] = await tx
    .select({ rows: count() })
    .from(waitingList)
    .where(and(eq(waitingList.orgId, orgId), eq(waitingList.eventId, eventId), eq(waitingList.tierId, tierId)));
  return (issued?.rows ?? 0) + (ordered?.rows ?? 0) + (waited?.rows ?? 0) > 0;
}
