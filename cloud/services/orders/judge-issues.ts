import type { OrderView } from '#shared/api/orders.ts';
import { planCommit } from '#shared/inventory/plan-commit.ts';
import { applyPoolChanges, type Pool, type PoolChange } from '#shared/inventory/pool.ts';
import { must } from '#shared/kernel/assert.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { isRefusal, orRefuse, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { planOrderAction } from '#shared/orders/order-actions.ts';
import { alreadyIssued, planFreeOrder } from '#shared/orders/plan-free-order.ts';
import type { HoldRecord } from '../holds/end-hold.ts';
import type { IssuingOrder } from './issue-orders.ts';
import type { OrderRecord } from './load-order.ts';

export type OrderToIssue = { readonly order: OrderRecord; readonly hold: HoldRecord | null };

export type PlannedIssue = {
  readonly order: IssuingOrder;
  readonly before: OrderRecord;
  readonly after: OrderRecord;
  readonly hold: HoldRecord;
};

export type JudgedIssues = {
  readonly planned: readonly PlannedIssue[];
  readonly refused: ReadonlyMap<OrderId, Refusal>;
  /** Issued before. */
  readonly known: readonly OrderToIssue[];
  /** What the planned ones take together, once for each pool. */
  readonly changes: readonly PoolChange[];
};

/** Who may be issued, in the order they came, against orders and pools that are locked. Each sees what those before it took. */
export function judgeIssues(
  asked: readonly IssuingOrder[],
  found: readonly OrderToIssue[],
  locked: readonly Pool[],
): JudgedIssues {
  const byId = new Map(found.map(each => [each.order.orderId, each]));
  const planned: PlannedIssue[] = [];
  const refused = new Map<OrderId, Refusal>();
  const known: OrderToIssue[] = [];
  let pools = locked;
  for (const order of asked) {
    const each = byId.get(order.orderId);
    if (each !== undefined && alreadyIssued(each.order, null)) known.push(each);
    else {
      const judged = judge(order, each, pools);
      if (isRefusal(judged)) refused.set(order.orderId, judged);
      else {
        pools = judged.pools;
        planned.push(judged.planned);
      }
    }
  }
  return { planned, refused, known, changes: changesBetween(locked, pools) };
}

function judge(
  order: IssuingOrder,
  found: OrderToIssue | undefined,
  pools: readonly Pool[],
): { readonly planned: PlannedIssue; readonly pools: readonly Pool[] } | Refusal {
  if (found === undefined) return refusal('not-found');
  const { order: before } = found;
  try {
    // Written by `priceCart`, never touched since.
    const quote = before.quote as OrderView['quote'];
    const { totalMinor, compReason } = orRefuse(planFreeOrder({ quote, comp: null, needsApproval: false }));
    const state = orRefuse(planOrderAction('pay', { state: before.state, free: true }));
    const hold = must(found.hold, `the hold of ${before.orderId}`);
    const changes = orRefuse(planCommit(pools, hold));
    const { now: updatedAt } = order.ctx;
    const after = { ...before, state, totalMinor, compReason, drafts: [], version: before.version + 1, updatedAt };
    return { planned: { order, before, after, hold }, pools: applyPoolChanges(pools, changes) };
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

function changesBetween(before: readonly Pool[], after: readonly Pool[]): readonly PoolChange[] {
  return before.flatMap((was, index) => {
    const is = must(after[index], `pool ${was.poolId} afterwards`);
    const change = {
      poolId: was.poolId,
      sold: is.sold - was.sold,
      held: is.held - was.held,
      lent: is.lent - was.lent,
    };
    return change.sold === 0 && change.held === 0 ? [] : [change];
  });
}
