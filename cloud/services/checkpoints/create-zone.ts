import { createZoneSchema, type ZoneView } from '#shared/api/checkpoints.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { zones } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { loadZone } from './load-zone.ts';
import { loadZones } from './load-zones.ts';

export async function createZone(ctx: Ctx, eventId: EventId, raw: unknown): Promise<ZoneView> {
  requirePermission(ctx, 'events:edit');
  const input = createZoneSchema.parse(raw);
  const zoneId = input.zoneId ?? mintId('ZoneId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'zone.create', key: zoneId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadZones(tx, ctx.orgId, eventId), limits.zonesPerEventMax);
      await tx.insert(zones).values({ ...input, orgId: ctx.orgId, eventId, zoneId });
      const after = await loadZone(tx, ctx.orgId, eventId, zoneId);
      await audit(tx, ctx, { verb: 'zone.create', target: zoneId, before: null, after });
      return after;
    }),
  );
}
