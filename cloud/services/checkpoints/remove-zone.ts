import { and, count, eq } from 'drizzle-orm';
import type { EventId, ZoneId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { checkpoints, zones } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadZone } from './load-zone.ts';

export async function removeZone(ctx: Ctx, eventId: EventId, zoneId: ZoneId): Promise<{ removed: ZoneId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadZone(tx, ctx.orgId, eventId, zoneId);
    const [used] = await tx
      .select({ rows: count() })
      .from(checkpoints)
      .where(and(eq(checkpoints.orgId, ctx.orgId), eq(checkpoints.eventId, eventId), eq(checkpoints.zoneId, zoneId)));
    if ((used?.rows ?? 0) > 0)
      throw refusal('event-locked', { field: 'zoneId', sentence: 'Checkpoints still lead into this zone.' });
    await tx.delete(zones).where(and(eq(zones.orgId, ctx.orgId), eq(zones.eventId, eventId), eq(zones.zoneId, zoneId)));
    await audit(tx, ctx, { verb: 'zone.remove', target: zoneId, before, after: null });
    return { removed: zoneId };
  });
}
