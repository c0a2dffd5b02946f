import { type AllotmentView, returnAllotmentSchema } from '#shared/api/allotments.ts';
import { planReturn } from '#shared/inventory/plan-lend.ts';
import type { AllotmentId, EventId } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { actorName, audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { requirePermission } from '../require-permission.ts';
import { voidTickets } from '../tickets/void-tickets.ts';
import { offerSoon } from '../waiting-list/offer-soon.ts';
import { allotmentView, loadAllotment } from './load-allotment.ts';
import { recordAllotment } from './record-allotment.ts';

/** IN-3, IN-6: the blanks that come back, by name. Whoever calls speaks for the station and holds its roll in hand. */
export async function returnAllotment(
  ctx: Ctx,
  eventId: EventId,
  allotmentId: AllotmentId,
  raw: unknown,
): Promise<AllotmentView> {
  requirePermission(ctx, 'stations:edit');
  const { ticketIds, close } = returnAllotmentSchema.parse(raw);
  const back = [...new Set(ticketIds)];
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { row, allotment } = await loadAllotment(tx, ctx.orgId, eventId, allotmentId);
    const pools = await lockPools(tx, ctx.orgId, eventId, allotment.poolIds);
    const plan = orRefuse(planReturn(pools, allotment, { places: back.length, close }));
    if ((await voidTickets(tx, ctx, eventId, { allotmentId, blanks: back })) !== back.length)
      throw refusal('bad-input', { field: 'ticketIds', sentence: 'not all of these are unsold blanks of this roll' });
    await recordPoolChanges(tx, ctx.orgId, eventId, plan.changes);
    await offerSoon(tx, ctx, eventId);
    const closed = plan.allotment.state === 'closed';
    const ended = closed ? { endedAt: ctx.now, endedBy: actorName(ctx.actor) } : {};
    const after = allotmentView(await recordAllotment(tx, ctx.orgId, plan.allotment, ended));
    await audit(tx, ctx, { verb: 'allotment.return', target: allotmentId, before: allotmentView(row), after });
    return after;
  });
}
