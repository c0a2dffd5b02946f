import type { EventView } from '#shared/api/events.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId, WaitingId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { findWaiting, type WaitingRecord } from './load-waiting.ts';

export type WaitingPlace = { readonly entry: WaitingRecord; readonly tier: TierView };

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
      return { event, place: { entry, tier } };
    },
    { readOnly: true },
  );
}
