import { and, eq } from 'drizzle-orm';
import { editGateSchema, type GateView } from '#shared/api/checkpoints.ts';
import type { EventId, GateId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { gates } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadGate } from './load-gate.ts';
import { requireKnownCheckpoint } from './require-known-checkpoint.ts';

export async function editGate(ctx: Ctx, eventId: EventId, gateId: GateId, raw: unknown): Promise<GateView> {
  requirePermission(ctx, 'events:edit');
  const changes = editGateSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadGate(tx, ctx.orgId, eventId, gateId);
    await requireKnownCheckpoint(tx, ctx.orgId, eventId, changes.checkpointId);
    await tx
      .update(gates)
      .set({ ...definedOnly(changes), gateId })
      .where(and(eq(gates.orgId, ctx.orgId), eq(gates.eventId, eventId), eq(gates.gateId, gateId)));
    const after = await loadGate(tx, ctx.orgId, eventId, gateId);
    await audit(tx, ctx, { verb: 'gate.edit', target: gateId, before, after });
    return after;
  });
}
