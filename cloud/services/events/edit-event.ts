import { and, eq, inArray } from 'drizzle-orm';
import { type EventView, editEventSchema } from '#shared/api/events.ts';
import { planEventEdit } from '#shared/catalog/plan-event-edit.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { enqueue } from '../../db/enqueue.ts';
import { tickets } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { moveApprovals } from '../orders/move-approvals.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEvent } from './load-event.ts';
import { recordEvent } from './record-event.ts';
import { type EventChange, tellBuyersJobName } from './tell-buyers.ts';

export async function editEvent(ctx: Ctx, eventId: EventId, raw: unknown): Promise<EventView> {
  requirePermission(ctx, 'events:edit');
  const { version, ...wanted } = editEventSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    const ticketsOut = await areTicketsOut(tx, ctx.orgId, eventId);
    const plan = orRefuse(planEventEdit({ event: before, ticketsOut }, wanted));
    if (Object.keys(plan).length === 0) return before;
    const after = await recordEvent(tx, ctx, eventId, { ...plan, version: version + 1 });
    if (plan.endsAt !== undefined) await moveApprovals(tx, ctx, eventId, after.endsAt);
    const change = changeToTell(plan);
    // Edited twice in a row, it is told once, as it is by then.
    if (change !== null && before.state === 'published')
      await enqueue(
        tx,
        tellBuyersJobName,
        { orgId: ctx.orgId, eventId, change, since: ctx.now },
        { jobKey: `${tellBuyersJobName}:${eventId}`, runAt: addMs(ctx.now, limits.tellBuyersAfterMs) },
      );
    await audit(tx, ctx, { verb: 'event.edit', target: eventId, before, after });
    return after;
  });
}

function changeToTell(plan: Partial<EventView>): EventChange | null {
  if (plan.startsAt !== undefined || plan.doorsAt !== undefined || plan.zone !== undefined) return 'times';
  return plan.venue === undefined && plan.address === undefined ? null : 'place';
}

async function areTicketsOut(tx: Tx, orgId: OrgId, eventId: EventId): Promise<boolean> {
  const out = await tx
    .select({ ticketId: tickets.ticketId })
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), inArray(tickets.state, ['valid', 'blank'])))
    .limit(1);
  return out.length > 0;
}
