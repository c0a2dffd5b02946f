import { and, eq, lte } from 'drizzle-orm';
import { nightEnd } from '#shared/catalog/night-end.ts';
import { audit } from '../../db/audit.ts';
import { events } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { requirePermission } from '../require-permission.ts';
import { recordEvent } from './record-event.ts';

/** RP-3: published events whose night is over are ended; answers how many. */
export async function endEvents(ctx: Ctx): Promise<number> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { nightEndsAt } = await loadOrganization(tx, ctx.orgId);
    const over = await tx
      .select({ eventId: events.eventId, zone: events.zone, endsAt: events.endsAt, version: events.version })
      .from(events)
      .where(and(eq(events.orgId, ctx.orgId), eq(events.state, 'published'), lte(events.endsAt, ctx.now)))
      .for('no key update', { skipLocked: true });
    const due = over.filter(event => nightEnd(event.endsAt, event.zone, nightEndsAt) <= ctx.now);
    for (const { eventId, version } of due)
      await recordEvent(tx, ctx, eventId, { state: 'ended', version: version + 1 });
    if (due.length > 0) {
      const after = { ended: due.map(({ eventId }) => eventId) };
      await audit(tx, ctx, { verb: 'event.end', target: ctx.orgId, before: null, after });
    }
    return due.length;
  });
}
