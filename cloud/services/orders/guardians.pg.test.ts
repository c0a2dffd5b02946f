import { afterAll, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { cancelTicket } from '../tickets/cancel-ticket.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { createTier } from '../tiers/create-tier.ts';
import { cancelOrder } from './cancel-order.ts';
import { type OrderProof, placeOrder } from './place-order.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { standing } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const evening = {
  doorsAt: '2027-03-30T18:00:00Z',
  startsAt: '2027-03-30T18:30:00Z',
  endsAt: '2027-03-30T21:00:00Z',
};

/** An adult with a ticket, who may bring three children. */
async function aFamily() {
  const sale = await shop.aSale({ event: evening });
  const { tierId } = await createTier(ctx(), sale.eventId, {
    name: 'Child',
    priceMinor: 900,
    poolIds: [sale.poolId],
    child: { childrenPerGuardianMax: 3, guardianTierIds: [sale.tierId] },
  });
  const parents = await shop.sold(sale, 1);
  const { rows } = await cloud.root.query<{ id: TicketId }>(
    'select ticket_id as id from app.tickets where order_id = $1',
    [parents],
  );
  const guardian = must(rows[0], 'a ticket').id;
  const place = async (children: number, named = guardian, proof: Partial<OrderProof> = {}) => {
    const tickets = Array.from({ length: children }, () => ({ tierId, holder: 'Mia', guardianTicketId: named }));
    try {
      return (await placeOrder(ctx(), sale.eventId, anOrder(cloud, tierId, 0, { tickets }), proof)).orderId;
    } catch (error) {
      if (isRefusal(error)) return error.code;
      throw error;
    }
  };
  const placed = async (...asked: Parameters<typeof place>) => {
    const answer = await place(...asked);
    expect(answer).toMatch(/^ord_/);
    return answer as OrderId;
  };
  return { sale, guardian, place, placed };
}

async function pay(orderId: OrderId) {
  const started = await shop.start(orderId);
  await shop.confirm(started);
  return started;
}

async function childrenOf(orderId: OrderId) {
  const { rows } = await cloud.root.query<{ state: string; guardian: TicketId }>(
    'select state, guardian_ticket_id as guardian from app.tickets where order_id = $1',
    [orderId],
  );
  return rows;
}

const fresh = () => mintId('TicketId', cloud.deps.randomBytes);

test('[OR-2] a guardian brings so many children and no more, paid for or not, one after the other or all at once', async () => {
  const { guardian, place, placed, sale } = await aFamily();
  const told = await Promise.all(Array.from({ length: 5 }, () => place(2)));
  expect(told.filter(answer => answer === 'guardian-ratio')).toHaveLength(4);
  const first = must(
    told.find(answer => answer !== 'guardian-ratio'),
    'an order',
  ) as OrderId;
  expect(await place(2)).toBe('guardian-ratio');
  // Who changes their order has the children of the first in it.
  const changed = await placed(3, guardian, { replaces: { orderId: first, version: 1 } });
  expect(await place(1)).toBe('guardian-ratio');
  const started = await pay(changed);
  await shop.settle(started);
  expect(await place(1)).toBe('guardian-ratio');
  // The ticket that stands in its place has its children.
  const next = await transferTicket(ctx(), cloud.deps.keyVault, sale.eventId, guardian, {
    newTicketId: fresh(),
    holder: 'Bo',
  });
  expect([await place(1, next.ticketId), await place(1)]).toEqual(['guardian-ratio', 'guardian-missing']);
});

test('[OR-2] children count no more once their order is given up, or its time is over', async () => {
  const { place, placed } = await aFamily();
  const first = await placed(3);
  await cancelOrder(ctx(), first, { reason: 'Changed their mind' });
  await placed(3);
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs + 1);
  // Nobody has ended the one before yet.
  await placed(2);
  expect(await place(2)).toBe('guardian-ratio');
});

test('[OR-2] a child is bound to whoever stands for its guardian when it is paid for; whoever cancels that ticket is told', async () => {
  const { guardian, placed, place, sale } = await aFamily();
  const orderId = await placed(2);
  const started = await pay(orderId);
  const first = await transferTicket(ctx(), cloud.deps.keyVault, sale.eventId, guardian, {
    newTicketId: fresh(),
    holder: 'Bo',
  });
  const second = await transferTicket(ctx(), cloud.deps.keyVault, sale.eventId, first.ticketId, {
    newTicketId: fresh(),
    holder: 'Cy',
  });
  // Not paid yet, and counted all the same.
  expect(await place(2, second.ticketId)).toBe('guardian-ratio');
  await shop.settle(started);
  const stands = { state: 'valid', guardian: second.ticketId };
  expect(await childrenOf(orderId)).toEqual([stands, stands]);
  const unpaid = await placed(1, second.ticketId);
  const alone = await cancelTicket(ctx(), sale.eventId, second.ticketId, { reason: 'Misbehaved' });
  expect(alone.childrenLeftAlone).toHaveLength(3);
  // Nobody stands for it: the ticket is theirs all the same, and the door asks.
  await shop.settle(await pay(unpaid));
  expect(await standing(unpaid)).toMatchObject({ state: 'paid', tickets: 1, payments: ['fulfilled'] });
  expect(await childrenOf(unpaid)).toEqual([stands]);
});

test('[OR-2] [IN-2] paid late, children come if their guardian has room for them; else their money goes back', async () => {
  const { placed } = await aFamily();
  const [late, later] = [await placed(1), await placed(2)];
  const [paidLate, paidLater] = [await pay(late), await pay(later)];
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs + 1);
  await lapseHolds(ctx());
  await shop.settle(await pay(await placed(2)));
  await shop.settle(paidLater);
  await shop.settle(paidLate);
  expect(await standing(later)).toMatchObject({ state: 'lapsed', tickets: 0, payments: ['refunded-late'] });
  expect(await standing(late)).toMatchObject({ state: 'paid', tickets: 1, payments: ['re-seated'] });
});
