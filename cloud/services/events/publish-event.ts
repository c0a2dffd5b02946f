import { type EventView, versionOnlySchema } from '#shared/api/events.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { requireSellablePrice } from '../tiers/require-sellable-price.ts';
import { loadEvent } from './load-event.ts';
import { recordEvent } from './record-event.ts';

/** Puts a draft on sale and before the doors. It needs at least one tier. */
export async function publishEvent(ctx: Ctx, eventId: EventId, raw: unknown): Promise<EventView> {
  requirePermission(ctx, 'events:edit');
  const { version } = versionOnlySchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    if (before.state !== 'draft') throw refusal('wrong-state', { state: before.state, allowed: ['draft'] });
    const tiers = await loadTiers(tx, ctx.orgId, eventId);
    if (!tiers.some(tier => !tier.archived))
      throw refusal('wrong-state', { state: 'draft', sentence: 'Add a tier first: there is nothing to sell yet.' });
    for (const tier of tiers) if (!tier.archived) await requireSellablePrice(tx, ctx, tier);
    const after = await recordEvent(tx, ctx, eventId, { state: 'published', version: version + 1 });
    await audit(tx, ctx, { verb: 'event.publish', target: eventId, before, after });
    return after;
  });
}
