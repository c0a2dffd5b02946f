import { planRelease } from '#shared/inventory/plan-release.ts';
import type { EventId, WaitingId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { requirePermission } from '../require-permission.ts';
import { forgetMails } from './forget-mails.ts';
import { findWaiting, isEntry, waitingSummary } from './load-waiting.ts';
import { offerSoon } from './offer-soon.ts';

/**
 * WL-6: somebody waits no longer; who they were is forgotten, and what was offered to them goes to the next. Whoever may do it has
 * shown the signed address. Twice is once; what was taken stays an order.
 */
export async function leaveWaitingList(ctx: Ctx, eventId: EventId, entryId: WaitingId): Promise<void> {
  requirePermission(ctx, 'orders:place');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await findWaiting(tx, ctx.orgId, eventId, entryId, { forUpdate: true });
    if (before === null || (before.state !== 'waiting' && before.state !== 'offered')) return;
    const places = before.places ?? [];
    const pools = await lockPools(
      tx,
      ctx.orgId,
      eventId,
      places.map(({ poolId }) => poolId),
    );
    await recordPoolChanges(tx, ctx.orgId, eventId, planRelease(pools, places));
    const after = { state: 'left', email: '', name: '', places: null } as const;
    await tx.update(waitingList).set(after).where(isEntry(before));
    await forgetMails(tx, before);
    await offerSoon(tx, ctx, eventId);
    const [was, is] = [waitingSummary(before), waitingSummary({ ...before, ...after })];
    await audit(tx, ctx, { verb: 'waiting-list.leave', target: entryId, before: was, after: is });
  });
}
