import { createGateSchema, type GateView } from '#shared/api/checkpoints.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { gates } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { loadGate } from './load-gate.ts';
import { loadGates } from './load-gates.ts';
import { requireKnownCheckpoint } from './require-known-checkpoint.ts';

export async function createGate(ctx: Ctx, eventId: EventId, raw: unknown): Promise<GateView> {
  requirePermission(ctx, 'events:edit');
  const input = createGateSchema.parse(raw);
  const gateId = input.gateId ?? mintId('GateId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'gate.create', key: gateId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadGates(tx, ctx.orgId, eventId), limits.gatesPerEventMax);
      await requireKnownCheckpoint(tx, ctx.orgId, eventId, input.checkpointId);
      await tx.insert(gates).values({ ...input, orgId: ctx.orgId, eventId, gateId });
      const after = await loadGate(tx, ctx.orgId, eventId, gateId);
      await audit(tx, ctx, { verb: 'gate.create', target: gateId, before: null, after });
      return after;
    }),
  );
}
