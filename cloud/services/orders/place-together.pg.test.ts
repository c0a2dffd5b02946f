import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { EventId, TierId } from '#shared/kernel/ids.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { editTier } from '../tiers/edit-tier.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;

type Order = ReturnType<typeof anOrder>;
const place = async (eventId: EventId, order: Order) => {
  try {
    return inOrder(await placeOrder(cloud.ctx(a), eventId, order));
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
};
/** As text in which equal answers are equal. */
const inOrder = (answer: object) =>
  JSON.stringify(answer, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
const ordersOf = (tierId: TierId, buyers: number) =>
  Array.from({ length: buyers }, (_, index) => anOrder(cloud, tierId, 1 + ((index * 7) % 4)));
const standing = async (eventId: EventId) => {
  const { rows } = await cloud.root.query(
    `select p.capacity, p.held, (select coalesce(sum(quantity), 0)::int from app.order_lines where event_id = $1) as ordered,
       (select count(*)::int from app.orders where event_id = $1) as orders
     from app.pools p where p.event_id = $1`,
    [eventId],
  );
  return rows[0] as { capacity: number; held: number; ordered: number; orders: number };
};

test.each([
  [1, 3],
  [7, 11],
  [64, 101],
  [500, 777],
])(
  '[IN-1] [IN-5] %i buyers of odd numbers sell %i places out exactly, and each gets the same answer when asked again',
  async (buyers, capacity) => {
    const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity });
    const answers = new Map<Order, string>();
    for (let round = 0; (await standing(eventId)).held < capacity; round += 1) {
      expect(round).toBeLessThan(capacity + 2);
      const { held } = await standing(eventId);
      // Those who were told that fewer are left come back for one.
      const orders =
        round === 0
          ? ordersOf(tierId, buyers)
          : Array.from({ length: Math.min(buyers, capacity - held + 1) }, () => anOrder(cloud, tierId, 1));
      const told = await Promise.all(orders.map(order => place(eventId, order)));
      for (const [index, order] of orders.entries()) answers.set(order, told[index] ?? '');
    }
    const held = [...answers].filter(([, answer]) => answer !== 'sold-out');
    expect(await standing(eventId)).toEqual({ capacity, held: capacity, ordered: capacity, orders: held.length });
    const again = await Promise.all([...answers.keys()].map(order => place(eventId, order)));
    expect(again).toEqual([...answers.values()]);
    expect(await standing(eventId)).toEqual({ capacity, held: capacity, ordered: capacity, orders: held.length });
  },
);

test('[IN-9] an order that waits while the price changes is sold at the new price or not at all', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { tier: { priceMinor: 1000 } });
  await placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 1));
  const edited = await editTier(cloud.ctx(a), eventId, tierId, { version: 1, priceMinor: 1500 });
  const placed = await placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 1));
  expect(placed.totalMinor).toBe(1500);
  await editTier(cloud.ctx(a), eventId, tierId, { version: edited.version, saleClosesAt: '2026-11-22T11:00:00Z' });
  expect(await place(eventId, anOrder(cloud, tierId, 1))).toBe('not-on-sale');
  const racing = ordersOf(tierId, 20).map(order => place(eventId, order));
  const [, ...told] = await Promise.all([
    editTier(cloud.ctx(a), eventId, tierId, { version: edited.version + 1, saleClosesAt: null, priceMinor: 1700 }),
    ...racing,
  ]);
  for (const answer of told)
    expect(answer === 'not-on-sale' || JSON.parse(answer).quote.lines[0].unitMinor === 1700).toBe(true);
});

test('one order that cannot be written takes none of the others with it', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a);
  const other = await aPublishedEvent(cloud, a);
  const taken = anOrder(cloud, tierId, 1);
  await cloud.root.query(
    `insert into app.orders (org_id, order_id, event_id, ref, state, channel, total_minor, currency, quote, input_hash, created_at, updated_at)
     values ($1, $2, $3, 'ZZZZZ', 'paid', 'import', 0, 'EUR', '{}', '\\x00', now(), now())`,
    [a.orgId, taken.orderId, other.eventId],
  );
  const orders = [...ordersOf(tierId, 9), taken, ...ordersOf(tierId, 9)];
  const told = await Promise.allSettled(orders.map(order => placeOrder(cloud.ctx(a), eventId, order)));
  expect(told.map(({ status }) => status)).toEqual(orders.map(order => (order === taken ? 'rejected' : 'fulfilled')));
});

test('[AU-2] what was placed together stands in the log row by row, and the chain is whole', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a);
  const orders = ordersOf(tierId, 12);
  await Promise.all(orders.map(order => place(eventId, order)));
  const { rows } = await cloud.root.query(
    `select target from app.audit where org_id = $1 and verb = 'order.place' and target = any($2)`,
    [a.orgId, orders.map(({ orderId }) => orderId)],
  );
  expect(rows).toHaveLength(12);
  expect(await verifyAudit(cloud.deps.db, a.orgId)).toMatchObject({ kind: 'whole' });
});

/** Holds the end of the log, where every batch comes by when all its rows are written and none is committed. */
async function stoppedAtTheLog(work: () => void, meanwhile: () => Promise<unknown>): Promise<void> {
  const stopper = await cloud.root.connect();
  try {
    await stopper.query('begin');
    await stopper.query('select from app.audit_heads where org_id = $1 for update', [a.orgId]);
    work();
    while ((await waitingBackends()).length === 0) await new Promise(resolve => setImmediate(resolve));
    await meanwhile();
  } finally {
    await stopper.query('rollback');
    stopper.release();
  }
}

async function waitingBackends(): Promise<number[]> {
  const { rows } = await cloud.root.query<{ pid: number }>(
    `select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid
     where a.datname = current_database() and a.usename = 'foyer_app' and not l.granted and l.locktype = 'transactionid'`,
  );
  return rows.map(({ pid }) => pid);
}

test('[IN-4] a connection that is cut while a batch is written costs nobody a place and sells none twice', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 60 });
  const orders = Array.from({ length: 40 }, () => anOrder(cloud, tierId, 2));
  let placing: Promise<string[]> = Promise.resolve([]);
  await stoppedAtTheLog(
    () => (placing = Promise.all(orders.map(order => place(eventId, order)))),
    async () =>
      cloud.root.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [await waitingBackends()]),
  );
  const told = await placing;
  const again = await Promise.all(orders.map(order => place(eventId, order)));
  for (const [index, answer] of told.entries()) if (answer.startsWith('{')) expect(again[index]).toBe(answer);
  expect(again.filter(answer => answer.startsWith('{'))).toHaveLength(30);
  expect(await standing(eventId)).toEqual({ capacity: 60, held: 60, ordered: 60, orders: 30 });
});

test('[IN-4] a process that is killed while it writes leaves nothing half done: all who ask again are served once', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 60 });
  const orders = Array.from({ length: 40 }, () => anOrder(cloud, tierId, 2));
  const asked = { database: cloud.database.config('foyer_app'), now: cloud.clock.now, orgId: a.orgId, eventId, orders };
  const file = path.join(import.meta.dirname, '../../testing/placing-child.ts');
  let child: ChildProcess | null = null;
  await stoppedAtTheLog(
    () => (child = spawn(process.execPath, [file, JSON.stringify(asked)], { stdio: 'ignore' })),
    async () => {
      const gone = new Promise(resolve => child?.once('exit', resolve));
      child?.kill('SIGKILL');
      await gone;
    },
  );
  const again = await Promise.all(orders.map(order => place(eventId, order)));
  expect(again.filter(answer => answer.startsWith('{'))).toHaveLength(30);
  expect(await standing(eventId)).toEqual({ capacity: 60, held: 60, ordered: 60, orders: 30 });
});
