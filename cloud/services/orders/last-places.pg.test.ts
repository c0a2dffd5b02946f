import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TierId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { lapseHolds } from '../holds/lapse-holds.ts';
import { createPool } from '../pools/create-pool.ts';
import { createTier } from '../tiers/create-tier.ts';
import { issueOrder } from './issue-order.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const vault = cloud.deps.keyVault;
const buyers = 64;

const poolsOf = async (eventId: string) =>
  (
    await cloud.root.query('select capacity, sold, held, lent from app.pools where event_id = $1 order by name', [
      eventId,
    ])
  ).rows;
const outcome = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'held';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
};

test(`[IN-1] [IN-4] ${buyers} buyers at once for the last 10 places get 10, each with the same answer when asked again`, async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 10 });
  const orders = Array.from({ length: buyers }, () => anOrder(cloud, tierId, 1));
  const twice = orders.flatMap(order => [order, order]);
  const outcomes = await Promise.all(twice.map(order => outcome(placeOrder(cloud.ctx(a), eventId, order))));
  for (const [index, order] of twice.entries()) {
    const same = outcomes[twice.indexOf(order)];
    expect(outcomes[index]).toBe(same);
  }
  expect(outcomes.filter(code => code === 'held')).toHaveLength(20);
  expect(new Set(outcomes)).toEqual(new Set(['held', 'sold-out']));
  expect(await poolsOf(eventId)).toEqual([{ capacity: 10, sold: 0, held: 10, lent: 0 }]);

  const held = orders.filter((_, index) => outcomes[index * 2] === 'held');
  await Promise.all(held.map(order => issueOrder(cloud.ctx(a), vault, order.orderId, {})));
  expect(await poolsOf(eventId)).toEqual([{ capacity: 10, sold: 10, held: 0, lent: 0 }]);
  const { rows } = await cloud.root.query('select count(*)::int as tickets from app.tickets where event_id = $1', [
    eventId,
  ]);
  expect(rows).toEqual([{ tickets: 10 }]);
}, 300_000);

test('the same id with other input is refused', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a);
  const order = anOrder(cloud, tierId, 1);
  await placeOrder(cloud.ctx(a), eventId, order);
  const other = { ...order, tickets: [...order.tickets, ...order.tickets] };
  expect(await outcome(placeOrder(cloud.ctx(a), eventId, other))).toBe('repeat-differs');
  expect((await poolsOf(eventId))[0]).toMatchObject({ held: 1 });
});

test('[IN-1] carts over two pools of which one is shared never take more than there is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        house: fc.integer({ min: 0, max: 12 }),
        own: fc.integer({ min: 0, max: 8 }),
        carts: fc.array(fc.record({ shared: fc.integer({ min: 0, max: 3 }), both: fc.integer({ min: 0, max: 3 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
      }),
      async ({ house, own, carts }) => {
        const { eventId, tierId, poolId } = await aPublishedEvent(cloud, a, { capacity: house });
        const second = await createPool(cloud.ctx(a), eventId, { name: 'Own', capacity: own });
        const both = await createTier(cloud.ctx(a), eventId, {
          name: 'Both',
          priceMinor: 0,
          poolIds: [poolId, second.poolId],
        });
        const orders = carts
          .filter(cart => cart.shared + cart.both > 0)
          .map(cart => ({
            cart,
            order: {
              ...anOrder(cloud, tierId, 0),
              tickets: [...tickets(tierId, cart.shared), ...tickets(both.tierId, cart.both)],
            },
          }));
        const outcomes = await Promise.all(
          orders.map(({ order }) => outcome(placeOrder(cloud.ctx(a), eventId, order))),
        );
        const held = orders.filter((_, index) => outcomes[index] === 'held').map(({ cart }) => cart);
        const sum = (count: (cart: { shared: number; both: number }) => number) =>
          held.reduce((total, cart) => total + count(cart), 0);
        expect(await poolsOf(eventId)).toEqual([
          { capacity: house, sold: 0, held: sum(cart => cart.shared + cart.both), lent: 0 },
          { capacity: own, sold: 0, held: sum(cart => cart.both), lent: 0 },
        ]);
      },
    ),
    { numRuns: 12, seed: 20_261_122 },
  );
}, 300_000);

function tickets(tierId: TierId, count: number) {
  return Array.from({ length: count }, () => ({ tierId }));
}

test('[IN-2] a hold lapses at its instant: another buyer gets the places without waiting for the clock’s job', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 2 });
  const first = anOrder(cloud, tierId, 2);
  const { holdLapsesAt } = await placeOrder(cloud.ctx(a), eventId, first);
  const justBefore = { ...cloud.ctx(a), now: addMs(cloud.clock.now, 599_999) };
  expect(await outcome(placeOrder(justBefore, eventId, anOrder(cloud, tierId, 1)))).toBe('sold-out');
  const then = { ...cloud.ctx(a), now: addMs(cloud.clock.now, 600_000) };
  expect(holdLapsesAt).toBe(then.now);
  expect(await outcome(placeOrder(then, eventId, anOrder(cloud, tierId, 1)))).toBe('held');
  expect(await poolsOf(eventId)).toEqual([{ capacity: 2, sold: 0, held: 1, lent: 0 }]);
  expect(await outcome(issueOrder(then, vault, first.orderId, {}))).toBe('wrong-state');
});

test('[IN-2] the job ends every due hold once, also when two run at once', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 50 });
  for (let count = 0; count < 5; count++) await placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 3));
  const later = { ...cloud.ctx(a), now: addMs(cloud.clock.now, 700_000) };
  const lapsed = await Promise.all([lapseHolds(later), lapseHolds(later)]);
  expect(lapsed.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5);
  expect(await poolsOf(eventId)).toEqual([{ capacity: 50, sold: 0, held: 0, lent: 0 }]);
  expect(await lapseHolds(later)).toBe(0);
});

test('[IN-4] the database itself refuses to sell below zero', async () => {
  const { eventId } = await aPublishedEvent(cloud, a, { capacity: 3 });
  const client = await cloud.deps.db.connect();
  try {
    await client.query(`begin; select set_config('app.org_id', '${a.orgId}', true)`);
    await expect(client.query('update app.pools set sold = 4 where event_id = $1', [eventId])).rejects.toThrow(
      'pool_never_oversold',
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
});
