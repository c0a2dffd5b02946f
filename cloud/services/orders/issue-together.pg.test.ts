import { expect, test } from 'vitest';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { lapseDueHolds } from '../holds/lapse-due-holds.ts';
import { cancelOrder } from './cancel-order.ts';
import { issueOrder } from './issue-order.ts';
import { issueTogether } from './issue-together.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const vault = cloud.deps.keyVault;

const issue = (eventId: EventId, orderId: OrderId, ctx = cloud.ctx(a)) =>
  issueTogether({ ctx, vault, eventId, orderId }).catch((error: unknown) => {
    if (isRefusal(error)) return error.code;
    throw error;
  });
const placed = (eventId: EventId, tierId: Parameters<typeof anOrder>[1], howMany: number) =>
  Promise.all(
    Array.from({ length: howMany }, (_, index) =>
      placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 1 + (index % 3))),
    ),
  );

test('[PR-4] [IN-5] many free orders are issued at once as each would be alone, and one that may not be keeps no other from it', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 100 });
  const priced = await aPublishedEvent(cloud, a, { tier: { priceMinor: 700 } });
  const [alone, cancelled, ...others] = await placed(eventId, tierId, 24);
  const [elsewhere] = await placed(priced.eventId, priced.tierId, 1);
  if (alone === undefined || cancelled === undefined || elsewhere === undefined) throw new Error('orders to issue');
  await cancelOrder(cloud.ctx(a), cancelled.orderId, { reason: 'Changed their mind' });
  const byItself = await issueOrder(cloud.ctx(a), vault, alone.orderId, {});

  const asked = [...others.slice(0, 9), cancelled, ...others.slice(9), alone];
  const told = await Promise.all([
    ...asked.map(({ orderId }) => issue(eventId, orderId)),
    issue(eventId, mintId('OrderId', cloud.deps.randomBytes)),
    issue(eventId, elsewhere.orderId),
    issue(eventId, others[0]?.orderId ?? alone.orderId),
  ]);
  expect(told.map(answer => (typeof answer === 'string' ? answer : answer.state))).toEqual([
    ...asked.map(order => (order === cancelled ? 'wrong-state' : 'paid')),
    'not-found',
    // An order of another event, and one that costs something.
    'not-found',
    'paid',
  ]);
  expect(await issue(priced.eventId, elsewhere.orderId)).toBe('wrong-state');

  const alike = told[0];
  if (typeof alike !== 'object') throw new Error('an order that was issued');
  const shape = (order: typeof byItself) => ({
    ...order,
    ...{ orderId: '', ref: '', buyer: null, quote: null, createdAt: '', updatedAt: '' },
    tickets: order.tickets.slice(0, 1).map(ticket => ({ ...ticket, ticketId: '', orderId: '', holder: '' })),
  });
  expect(shape(alike)).toEqual(shape(byItself));
  expect(alike.tickets).toHaveLength(alike.quote.lines[0]?.quantity ?? 0);
  expect(told.at(-1)).toEqual(alike);

  const { rows } = await cloud.root.query(
    `select p.sold, p.held,
       (select count(*)::int from app.tickets t where t.event_id = $1 and t.mirror::json ->> 'orderState' = 'paid' and t.code is not null) as tickets,
       (select sum(quantity)::int from app.order_lines l join app.orders o using (org_id, order_id) where o.event_id = $1 and o.state = 'paid') as bought,
       (select count(*)::int from app.mails m where m.event_id = $1 and m.kind = 'order-confirmed') as letters,
       (select count(*)::int from app.orders o where o.event_id = $1 and o.state = 'paid') as paid,
       (select count(*)::int from app.audit where verb = 'order.issue' and after ->> 'eventId' = $1) as entries
     from app.pools p where p.event_id = $1`,
    [eventId],
  );
  const { bought } = rows[0] as { bought: number };
  expect(rows).toEqual([{ sold: bought, held: 0, tickets: bought, bought, letters: 23, paid: 23, entries: 23 }]);
  expect(await verifyAudit(cloud.deps.db, a.orgId)).toMatchObject({ kind: 'whole' });
});

test('[IN-2] of free orders whose holds lapsed, those that come first take what is left and the others are told', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 4 });
  const order = () => placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 2));
  const kept = [await order(), await order()];
  await cloud.root.query(`update app.holds set lapses_at = created_at where event_id = $1`, [eventId]);
  await withTenant(cloud.deps.db, a.orgId, tx => lapseDueHolds(tx, cloud.ctx(a), { eventId }));
  // As a payment that was under way would have it: the orders wait on while their places are free.
  await cloud.root.query(`update app.orders set state = 'awaiting-payment' where event_id = $1`, [eventId]);
  const rival = await placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 1));
  const told = await Promise.all(kept.map(({ orderId }) => issue(eventId, orderId)));
  expect(told.map(answer => (typeof answer === 'string' ? answer : answer.state))).toEqual(['paid', 'sold-out']);
  expect(await issue(eventId, rival.orderId)).toMatchObject({ state: 'paid' });
  const { rows } = await cloud.root.query('select sold, held from app.pools where event_id = $1', [eventId]);
  expect(rows).toEqual([{ sold: 3, held: 0 }]);
});
