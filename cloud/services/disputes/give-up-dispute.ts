import { and, eq } from 'drizzle-orm';
import { acceptDisputeSchema, type DisputeView } from '#shared/api/disputes.ts';
import { type DisputeState, disputeStanding } from '#shared/orders/dispute-standing.ts';
import { audit } from '../../db/audit.ts';
import { disputes } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { ProviderDispute } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOpen } from './answer-dispute.ts';
import { applyDispute, type DisputeDeps, versionOf } from './follow-dispute.ts';
import { freezeTickets } from './freeze-tickets.ts';
import { disputeView, getDispute } from './list-disputes.ts';
import { loadDispute, mustAllow } from './load-dispute.ts';
import { providerRefusal } from './provider-refusal.ts';

/** OR-7: the organizer lets the money go. The provider is told first: what it heard cannot be taken back. */
export async function acceptDispute(
  ctx: Ctx,
  deps: DisputeDeps,
  disputeId: string,
  raw: unknown,
): Promise<DisputeView> {
  requirePermission(ctx, 'disputes:answer');
  acceptDisputeSchema.parse(raw);
  const { dispute, account } = await withTenant(ctx.db, ctx.orgId, tx => loadOpen(tx, ctx, disputeId, 'accept'));
  const version = await versionOf(ctx, disputeId);
  const told = await letGo(deps, account, disputeId);
  await withTenant(ctx.db, ctx.orgId, async tx => {
    await record(tx, ctx, disputeId, 'written-off');
    await audit(tx, ctx, {
      verb: 'dispute.accept',
      target: disputeId,
      before: disputeView(dispute),
      after: told.status,
    });
  });
  await applyDispute(ctx, deps, account, { told, version });
  return getDispute(ctx, disputeId);
}

/** Told before and the answer was lost: then it is lost already. */
async function letGo({ payments }: DisputeDeps, account: string, disputeId: string): Promise<ProviderDispute> {
  try {
    return await payments.acceptDispute(account, disputeId);
  } catch (error) {
    const now = await payments.dispute(account, disputeId).catch(() => null);
    if (now !== null && disputeStanding(now.status)?.state === 'lost') return now;
    throw providerRefusal(error, 'accept');
  }
}

/**
 * OR-13: the organizer trusts the buyer in spite of the bank's warning: the tickets are good again. OR-19: or they have seen to an
 * order whose dispute was won after it was lost.
 */
export async function dismissDispute(ctx: Ctx, disputeId: string): Promise<DisputeView> {
  requirePermission(ctx, 'disputes:answer');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { orderId } = await loadDispute(tx, ctx.orgId, disputeId);
    const order = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
    const before = await loadDispute(tx, ctx.orgId, disputeId, { forUpdate: true });
    if (before.reversedAt !== null) await seenTo(tx, ctx, disputeId);
    else {
      mustAllow(before, 'dismiss');
      await record(tx, ctx, disputeId, 'closed');
      await freezeTickets(tx, ctx, order);
    }
    const view = disputeView(await loadDispute(tx, ctx.orgId, disputeId));
    await audit(tx, ctx, { verb: 'dispute.dismiss', target: disputeId, before: disputeView(before), after: view });
    return view;
  });
}

async function seenTo(tx: Tx, ctx: Ctx, disputeId: string): Promise<void> {
  await tx
    .update(disputes)
    .set({ reversedAt: null, updatedAt: ctx.now })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
}

async function record(tx: Tx, ctx: Ctx, disputeId: string, state: DisputeState): Promise<void> {
  await tx
    .update(disputes)
    .set({ state, closedAt: ctx.now, updatedAt: ctx.now })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
}
