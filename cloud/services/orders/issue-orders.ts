import type { OrderView } from '#shared/api/orders.ts';
import { must } from '#shared/kernel/assert.ts';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import { auditAll } from '../../db/audit.ts';
import { recordIssuing } from '../../db/issuing.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Settled } from '../holds/create-combiner.ts';
import { enqueueMails } from '../mail/enqueue-mail.ts';
import { lockPools } from '../pools/lock-pools.ts';
import type { KeyVault } from '../ports.ts';
import { recordTickets } from '../tickets/record-tickets.ts';
import { issueUnderFreeIds } from './issue-under-free-ids.ts';
import { type JudgedIssues, judgeIssues, type PlannedIssue } from './judge-issues.ts';
import { orderSummary, orderViewOf } from './load-order.ts';
import { loadOrdersToIssue, loadTicketsOfOrders } from './load-orders-to-issue.ts';
import { orderAudit } from './order-audit.ts';
import { standingGuardians } from './standing-guardians.ts';
import { loadIssuing, ticketRows } from './ticket-rows.ts';

export type IssuingOrder = {
  readonly ctx: Ctx;
  readonly vault: KeyVault;
  readonly eventId: EventId;
  readonly orderId: OrderId;
};

/**
 * PR-4, IN-5: issues orders of one event that cost nothing, in one transaction. Each is judged by itself: one that may not be
 * issued is refused and keeps none of the others from it, and one that was issued before is answered as it is.
 */
export async function issueOrders(batch: readonly IssuingOrder[]): Promise<readonly Settled<OrderView>[]> {
  const { ctx } = must(batch[0], 'an order to issue');
  const orderIds = batch.map(({ orderId }) => orderId);
  const settled = await issueUnderFreeIds(ctx, orderIds, () => issueAll(batch));
  return orderIds.map(orderId => must(settled.get(orderId), `what became of ${orderId}`));
}

async function issueAll(batch: readonly IssuingOrder[]): Promise<ReadonlyMap<OrderId, Settled<OrderView>>> {
  const { ctx, eventId, vault } = must(batch[0], 'an order to issue');
  const asked = new Map(batch.map(order => [order.orderId, order]));
  return withTenant(ctx.db, ctx.orgId, async (tx, finish) => {
    const found = await loadOrdersToIssue(tx, ctx.orgId, eventId, [...asked.keys()]);
    const issuing = await loadIssuing(tx, ctx.orgId, eventId, vault);
    const guardians = await standingGuardians(
      tx,
      found.map(({ order }) => order),
    );
    // Signed before the lock of the pools, for which every order of them waits.
    const written = new Map(
      found.map(({ order }) => [
        order.orderId,
        ticketRows(asked.get(order.orderId)?.ctx ?? ctx, order, issuing, guardians),
      ]),
    );
    const poolIds = found.flatMap(({ hold }) => hold?.places.map(({ poolId }) => poolId) ?? []);
    const pools = await lockPools(tx, ctx.orgId, eventId, poolIds);
    const judged = judgeIssues([...asked.values()], found, pools);
    if (judged.planned.length > 0) {
      await recordIssuing(tx, ctx.orgId, eventId, {
        orders: judged.planned.map(({ order, after }) => ({
          orderId: order.orderId,
          state: after.state,
          totalMinor: after.totalMinor,
          at: after.updatedAt,
        })),
        holds: judged.planned.map(({ hold, after }) => ({ holdId: hold.holdId, at: after.updatedAt })),
        pools: judged.changes,
      });
      // After the orders, so that what a station reads of a ticket is written once and says that it is paid.
      await recordTickets(
        tx,
        judged.planned.flatMap(({ order }) => written.get(order.orderId) ?? []),
      );
      await enqueueMails(tx, judged.planned.map(letterOf));
    }
    const answers = await answersOf(tx, ctx, eventId, judged);
    finish(
      auditAll(
        tx,
        judged.planned.map(issue => entryOf(issue, answers)),
      ),
    );
    return answers;
  });
}

function letterOf({ order: { ctx }, before }: PlannedIssue) {
  const { buyerEmail: to, language, eventId, orderId } = before;
  return { ctx, wanted: { kind: 'order-confirmed', to, language, about: { eventId, orderId } } } as const;
}

/** What everybody is told. */
async function answersOf(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  { planned, refused, known }: JudgedIssues,
): Promise<ReadonlyMap<OrderId, Settled<OrderView>>> {
  const settled = new Map<OrderId, Settled<OrderView>>();
  for (const [orderId, error] of refused) settled.set(orderId, { kind: 'refused', error });
  const issued = [
    ...known,
    ...planned.map(({ after, hold }) => ({ order: after, hold: { ...hold, state: 'sold' as const } })),
  ];
  const tickets = await loadTicketsOfOrders(
    tx,
    ctx.orgId,
    eventId,
    issued.map(({ order }) => order.orderId),
  );
  for (const { order, hold } of issued) {
    const answer = orderViewOf(order, hold, tickets.get(order.orderId) ?? []);
    settled.set(order.orderId, { kind: 'answer', answer });
  }
  return settled;
}

function entryOf({ order, before }: PlannedIssue, answers: ReadonlyMap<OrderId, Settled<OrderView>>) {
  const told = answers.get(order.orderId);
  const after = told?.kind === 'answer' ? orderAudit(told.answer) : null;
  return {
    ctx: order.ctx,
    entry: { verb: 'order.issue', target: order.orderId, before: orderAudit(orderSummary(before)), after },
  };
}
