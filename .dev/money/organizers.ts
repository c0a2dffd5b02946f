import { mintId, type RefundBatchId, type RefundId, type TicketId } from '#shared/kernel/ids.ts';
import { payableStep, toPayable } from '#shared/pricing/payable.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { cancelEvent } from '../../cloud/services/events/cancel-event.ts';
import { editPool } from '../../cloud/services/pools/edit-pool.ts';
import { makeRefund } from '../../cloud/services/refunds/make-refund.ts';
import { retryRefund } from '../../cloud/services/refunds/retry-refund.ts';
import { startRefundBatch } from '../../cloud/services/refunds/start-refund-batch.ts';
import { withOne } from './buyers.ts';
import { inCloud } from './in-cloud.ts';
import type { Action, MoneyOrg, MoneyWorld, Purchase } from './money-world.ts';

/** What organizers do with orders, money and places. */
export const organizerActions: readonly Action[] = [
  { name: 'refund', weight: 9, needs: 'refund', act: (world, random) => withOne(world, random, isPaid, refund) },
  { name: 'refund again', weight: 3, needs: 'refund', act: retryOne },
  { name: 'capacity', weight: 3, needs: 'capacity', act: changeCapacity },
  { name: 'call off', weight: 1, needs: 'event-cancelled', act: callOff },
];

function isPaid({ started }: Purchase): boolean {
  return started.length > 0;
}

async function refund(world: MoneyWorld, { org, orderId, label }: Purchase, random: SeededRandom): Promise<string> {
  const { cloud } = world;
  const ticketIds = await goodTickets(world, org, orderId);
  const { rows } = await cloud.root.query<{ total: string; state: string }>(
    'select total_minor as total, state from app.orders where org_id = $1 and order_id = $2',
    [org.orgId, orderId],
  );
  const [order] = rows;
  if (order === undefined) return `${label} nothing`;
  const returnsFee = random.chance(0.5);
  const kind = random.pick(['whole', 'tickets', 'tickets', 'amount'] as const);
  const some = ticketIds.slice(0, 1 + random.below(2));
  const wanted = 1 + random.below(Math.max(1, Number(order.total)));
  const amountMinor = toPayable(wanted, payableStep(org.currency));
  const wish = {
    whole: { kind: 'whole', returnsFee },
    tickets: { kind: 'tickets', ticketIds: some, returnsFee },
    amount: { kind: 'amount', amountMinor, ticketIds: random.chance(0.3) ? some : [], returnsFee },
  }[some.length === 0 ? 'whole' : kind];
  const refundId: RefundId = mintId('RefundId', random.bytes);
  return inCloud(cloud.web, async () => {
    const made = await makeRefund(cloud.ctx(cloud.web, org.orgId), orderId, { refundId, wish, reason: 'Fell ill' });
    return `${label} ${kind} ${made.amountMinor} then ${made.orderState}`;
  });
}

async function goodTickets({ cloud }: MoneyWorld, org: MoneyOrg, orderId: string): Promise<TicketId[]> {
  const { rows } = await cloud.root.query<{ id: TicketId }>(
    `select ticket_id as id from app.tickets where org_id = $1 and order_id = $2 and state = 'valid' order by ticket_id`,
    [org.orgId, orderId],
  );
  return rows.map(({ id }) => id);
}

/** Failed refunds that nobody has tried again yet. */
export async function failedRefunds({ cloud, orgs }: MoneyWorld) {
  const { rows } = await cloud.root.query<{ orgId: string; refundId: RefundId }>(
    `select r.org_id as "orgId", r.refund_id as "refundId" from app.refunds r
     where r.org_id = any ($1) and r.state = 'failed' and not (r.requested_by = 'provider' and r.lines = '[]')
       and not exists (select from app.refunds t where t.org_id = r.org_id and t.retry_of = r.refund_id)
     order by r.created_at, r.refund_id`,
    [orgs.map(({ orgId }) => orgId)],
  );
  return rows;
}

async function retryOne(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const failed = await failedRefunds(world);
  return failed.length === 0 ? 'none' : tryAgain(world, random.pick(failed), random);
}

export function tryAgain(
  { cloud, orgs }: MoneyWorld,
  { orgId, refundId }: { readonly orgId: string; readonly refundId: RefundId },
  random: SeededRandom,
): Promise<string> {
  const org = orgs.find(each => each.orgId === orgId);
  if (org === undefined) throw new Error('a refund of somebody else');
  const again: RefundId = mintId('RefundId', random.bytes);
  return inCloud(
    cloud.web,
    async () => (await retryRefund(cloud.ctx(cloud.web, org.orgId), refundId, { refundId: again })).state,
  );
}

function changeCapacity({ cloud, orgs }: MoneyWorld, random: SeededRandom): Promise<string> {
  const { orgId, events } = random.pick(orgs);
  const event = random.pick(events);
  const { eventId, scarce } = event;
  const capacity = Math.max(0, Math.floor(event.capacity / 2) + random.below(event.capacity + 1));
  return inCloud(cloud.web, async () => {
    await editPool(cloud.ctx(cloud.web, orgId), eventId, scarce, { capacity });
    return String(capacity);
  });
}

/** An event is cancelled and all of it given back. */
async function callOff({ cloud, orgs }: MoneyWorld, random: SeededRandom): Promise<string> {
  const { orgId, events } = random.pick(orgs);
  const [event] = events;
  if (event === undefined || random.chance(0.6)) return 'thought better of it';
  const { eventId } = event;
  const batchId: RefundBatchId = mintId('RefundBatchId', random.bytes);
  return inCloud(cloud.web, async () => {
    const { rows } = await cloud.root.query<{ version: number; state: string }>(
      'select version, state from app.events where org_id = $1 and event_id = $2',
      [orgId, eventId],
    );
    if (rows[0]?.state !== 'cancelled')
      await cancelEvent(cloud.ctx(cloud.web, orgId), eventId, {
        version: rows[0]?.version ?? 1,
        reason: 'Lost her voice',
      });
    const input = { batchId, returnsFee: random.chance(0.5), reason: 'Lost her voice' };
    const batch = await startRefundBatch(cloud.ctx(cloud.web, orgId), eventId, input);
    return `${batch.ordersTotal} orders`;
  });
}
