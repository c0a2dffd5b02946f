import { and, count, eq } from 'drizzle-orm';
import type { EventId, GateId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { gates } from '../../db/tables/events.ts';
import { stations } from '../../db/tables/stations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadGate } from './load-gate.ts';

export async function removeGate(ctx: Ctx, eventId: EventId, gateId: GateId): Promise<{ removed: GateId }> {
  requirePermission(ctx, 'events:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadGate(tx, ctx.orgId, eventId, gateId);
    const [used] = await tx
      .select({ rows: count() })
      .from(stations)
      .where(and(eq(stations.orgId, ctx.orgId), eq(stations.gateEventId, eventId), eq(stations.gateId, gateId)));
    if ((used?.rows ?? 0) > 0)
      throw refusal('event-locked', { field: 'gateId', sentence: 'A station still works at this gate.' });
    await tx.delete(gates).where(and(eq(gates.orgId, ctx.orgId), eq(gates.eventId, eventId), eq(gates.gateId, gateId)));
    await audit(tx, ctx, { verb: 'gate.remove', target: gateId, before, after: null });
    return { removed: gateId };
  });
}
