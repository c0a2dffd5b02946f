import { and, eq } from 'drizzle-orm';
import { editZoneSchema, type ZoneView } from '#shared/api/checkpoints.ts';
import type { EventId, ZoneId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { zones } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadZone } from './load-zone.ts';

export async function editZone(ctx: Ctx, eventId: EventId, zoneId: ZoneId, raw: unknown): Promise<ZoneView> {
  requirePermission(ctx, 'events:edit');
  const changes = editZoneSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadZone(tx, ctx.orgId, eventId, zoneId);
    await tx
      .update(zones)
      .set({ ...definedOnly(changes), zoneId })
      .where(and(eq(zones.orgId, ctx.orgId), eq(zones.eventId, eventId), eq(zones.zoneId, zoneId)));
    const after = await loadZone(tx, ctx.orgId, eventId, zoneId);
    await audit(tx, ctx, { verb: 'zone.edit', target: zoneId, before, after });
    return after;
  });
}
