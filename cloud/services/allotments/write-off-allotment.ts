import { type AllotmentView, writeOffAllotmentSchema } from '#shared/api/allotments.ts';
import { planWriteOff } from '#shared/inventory/plan-lend.ts';
import type { AllotmentId, EventId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
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

/** IN-3: somebody decides that a station is lost. Its unsold blanks are void and their places free. */
export async function writeOffAllotment(
  ctx: Ctx,
  eventId: EventId,
  allotmentId: AllotmentId,
  raw: unknown,
): Promise<AllotmentView> {
  requirePermission(ctx, 'stations:edit');
  const { reason } = writeOffAllotmentSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { row, allotment } = await loadAllotment(tx, ctx.orgId, eventId, allotmentId);
    const pools = await lockPools(tx, ctx.orgId, eventId, allotment.poolIds);
    const plan = orRefuse(planWriteOff(pools, allotment));
    const voided = await voidTickets(tx, ctx, eventId, { allotmentId, blanks: 'all' });
    await recordPoolChanges(tx, ctx.orgId, eventId, plan.changes);
    await offerSoon(tx, ctx, eventId);
    const ended = { endedAt: ctx.now, endedBy: actorName(ctx.actor) };
    const after = allotmentView(await recordAllotment(tx, ctx.orgId, plan.allotment, ended));
    await audit(tx, ctx, {
      verb: 'allotment.write-off',
      target: allotmentId,
      before: allotmentView(row),
      after: { ...after, reason, voided },
    });
    return after;
  });
}
