import type { EventView } from '#shared/api/events.ts';
import type { OrderView } from '#shared/api/orders.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId, OrderId, OrgId, WaitingId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrder, loadOrderView, type OrderRecord } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { findWaiting, type WaitingRecord } from './load-waiting.ts';

export type WaitingPlace = {
  readonly entry: WaitingRecord;
  readonly tier: TierView;
  /** The order the places were taken with. */
  readonly order: (Pick<OrderRecord, 'orderId' | 'state' | 'linkVersion'> & Pick<OrderView, 'holdLapsesAt'>) | null;
};

/** How somebody stands whose signed address was shown. */
export async function getWaiting(
  ctx: Ctx,
  eventId: EventId,
  entryId: WaitingId,
): Promise<{ readonly event: EventView; readonly place: WaitingPlace }> {
  requirePermission(ctx, 'orders:place');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const event = await loadEvent(tx, ctx.orgId, eventId);
      const entry = await findWaiting(tx, ctx.orgId, eventId, entryId);
      if (entry === null) throw refusal('not-found');
      const tiers = await loadTiers(tx, ctx.orgId, eventId);
      const tier = must(
        tiers.find(({ tierId }) => tierId === entry.tierId),
        `tier ${entry.tierId}`,
      );
      const order = entry.orderId === null ? null : await loadTakenOrder(tx, ctx.orgId, entry.orderId);
      return { event, place: { entry, tier, order } };
    },
    { readOnly: true },
  );
}

async function loadTakenOrder(tx: Tx, orgId: OrgId, orderId: OrderId): Promise<NonNullable<WaitingPlace['order']>> {
  const { linkVersion } = await loadOrder(tx, orgId, orderId);
  const { state, holdLapsesAt } = await loadOrderView(tx, orgId, orderId);
  return { orderId, state, linkVersion, holdLapsesAt };
}
