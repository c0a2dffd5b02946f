import { and, count, eq, inArray, sum } from 'drizzle-orm';
import { editTierSchema, type TierView } from '#shared/api/tiers.ts';
import { checkGuardianTiers } from '#shared/catalog/check-guardian-tiers.ts';
import { planTierEdit } from '#shared/catalog/plan-tier-edit.ts';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { statesForOrder } from '#shared/orders/order-actions.ts';
import { audit } from '../../db/audit.ts';
import { orderLines, orders, tickets } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTier } from './load-tier.ts';
import { loadTiers } from './load-tiers.ts';
import { recordTier } from './record-tier.ts';
import { requireKnownParts } from './require-known-parts.ts';
import { requireSellablePrice } from './require-sellable-price.ts';

export async function editTier(ctx: Ctx, eventId: EventId, tierId: TierId, raw: unknown): Promise<TierView> {
  requirePermission(ctx, 'events:edit');
  const { version, ...wanted } = editTierSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadTier(tx, ctx.orgId, eventId, tierId);
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    await requireKnownParts(tx, ctx.orgId, eventId, {
      poolIds: { poolIds: wanted.poolIds ?? [] },
      child: { tierIds: wanted.child?.guardianTierIds ?? [] },
      addOnOf: { tierIds: wanted.addOnOf ?? [] },
    });
    const placesTaken = await countPlacesTaken(tx, ctx.orgId, eventId, tierId);
    const plan = orRefuse(planTierEdit({ tier: before, placesTaken }, wanted));
    const after = { ...plan, poolIds: [...new Set(plan.poolIds)].sort(), version: version + 1 };
    if (after.priceMinor !== before.priceMinor || after.currency !== before.currency)
      await requireSellablePrice(tx, ctx, after);
    const wrong = checkGuardianTiers(after, await loadTiers(tx, ctx.orgId, eventId));
    if (wrong !== null) throw wrong;
    await recordTier(tx, ctx.orgId, eventId, after, 'changed');
    await audit(tx, ctx, { verb: 'tier.edit', target: tierId, before, after });
    return after;
  });
}

/** Tickets that stand or are blank, and lines of orders that may still become tickets. */
export async function countPlacesTaken(tx: Tx, orgId: OrgId, eventId: EventId, tierId: TierId): Promise<number> {
  const [issued] = await tx
    .select({ tickets: count() })
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.tierId, tierId),
        inArray(tickets.state, ['valid', 'blank']),
      ),
    );
  const [waiting] = await tx
    .select({ places: sum(orderLines.quantity).mapWith(Number) })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.orgId, orderLines.orgId), eq(orders.orderId, orderLines.orderId)))
    .where(
      and(
        eq(orderLines.orgId, orgId),
        eq(orderLines.eventId, eventId),
        eq(orderLines.tierId, tierId),
        inArray(orders.state, [...statesForOrder('cancel')]),
      ),
    );
  return (issued?.tickets ?? 0) + (waiting?.places ?? 0);
}
