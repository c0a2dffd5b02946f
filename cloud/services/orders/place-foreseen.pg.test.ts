import { expect, test } from 'vitest';
import type { EventId, TierId } from '#shared/kernel/ids.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;

type Order = ReturnType<typeof anOrder>;
const place = async (eventId: EventId, order: Order, ctx = cloud.ctx(a)) => {
  try {
    return (await placeOrder(ctx, eventId, order)).ref;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
};
const written = async (eventId: EventId) => {
  const { rows } = await cloud.root.query(
    `select p.held, (select count(*)::int from app.orders where event_id = $1) as orders,
       (select count(*)::int from app.holds where event_id = $1) as holds
     from app.pools p where p.event_id = $1`,
    [eventId],
  );
  return rows[0] as { held: number; orders: number; holds: number };
};
const behindItsBack = (text: string, values: readonly unknown[]) => cloud.root.query(text, [...values]);
/** An event this process has sold from, so that it knows its pools and decides the next orders before it asks. */
const onSale = async (capacity = 100) => {
  const sale = await aPublishedEvent(cloud, a, { capacity });
  const first = anOrder(cloud, sale.tierId, 1);
  return { ...sale, first, ref: await place(sale.eventId, first) };
};
const one = (tierId: TierId) => anOrder(cloud, tierId, 1);

test('[IN-1] [IN-5] places that somebody else sold meanwhile are not sold again', async () => {
  const { eventId, tierId } = await onSale();
  await behindItsBack('update app.pools set sold = capacity - held - 1 where event_id = $1', [eventId]);
  expect(await place(eventId, anOrder(cloud, tierId, 2))).toBe('sold-out');
  expect(await written(eventId)).toEqual({ held: 1, orders: 1, holds: 1 });
  const both = await Promise.all([place(eventId, one(tierId)), place(eventId, one(tierId))]);
  expect(both).toContain('sold-out');
  expect(await written(eventId)).toEqual({ held: 2, orders: 2, holds: 2 });
});

test('[IN-9] a price that somebody else changed meanwhile is the one that counts', async () => {
  const { eventId, tierId } = await onSale();
  await behindItsBack('update app.tiers set price_minor = 7700 where event_id = $1', [eventId]);
  expect((await placeOrder(cloud.ctx(a), eventId, one(tierId))).totalMinor).toBe(7700);
});

test('[IN-4] who asks again is answered as before, alone and among others', async () => {
  const { eventId, tierId, first, ref } = await onSale();
  expect(await place(eventId, first)).toBe(ref);
  const [again, other] = await Promise.all([place(eventId, first), place(eventId, one(tierId))]);
  expect(again).toBe(ref);
  expect(other).not.toBe(ref);
  expect(await written(eventId)).toEqual({ held: 2, orders: 2, holds: 2 });
});

test('a ref that an order of the event has is not given to another', async () => {
  const { eventId, tierId, ref } = await onSale();
  // The same letters again.
  const letters = Buffer.alloc(10, 7);
  const randomBytes = (length: number) => (length === 10 ? Uint8Array.from(letters) : cloud.deps.randomBytes(length));
  const ctx = { ...cloud.ctx(a), randomBytes };
  const [one7, two7] = [await place(eventId, one(tierId), ctx), await place(eventId, one(tierId), ctx)];
  expect(new Set([ref, one7, two7]).size).toBe(3);
  expect(two7.length).toBeGreaterThan(one7.length);
});

test('[WL-3] what somebody waits for since is not taken by who comes by', async () => {
  const { eventId, tierId } = await onSale();
  const buyer = { ...cloud.ctx(a), actor: { kind: 'buyer' as const } };
  await behindItsBack('update app.tiers set price_minor = 0 where event_id = $1', [eventId]);
  expect(await place(eventId, one(tierId), buyer)).toMatch(/^\w{5,8}$/);
  await behindItsBack(
    `insert into app.waiting_list (org_id, event_id, entry_id, tier_id, email, name, language, quantity, state, created_at)
     select org_id, event_id, 'wai_' || repeat('0', 26), tier_id, 'first@example.org', 'First', 'en', 2, 'waiting', now()
     from app.tiers where event_id = $1`,
    [eventId],
  );
  expect(await place(eventId, one(tierId), buyer)).toBe('sold-out');
});
