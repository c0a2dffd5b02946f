import { expect, test } from 'vitest';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { placeOrder } from '../orders/place-order.ts';
import { mintQueueTicket, readQueueTicket } from './queue-ticket.ts';
import { setWaitingRoom } from './set-waiting-room.ts';
import { visitWaitingRoom } from './visit-waiting-room.ts';

const cloud = await testApp(await testDatabase());
const { a, call } = cloud;
const opensAt = addMs(cloud.clock.now, 600_000);
const buyer = (afterMs: number) => ({ ...cloud.ctx(a, { kind: 'buyer' }), now: addMs(opensAt, afterMs) });
const visitorOf = (eventId: EventId) =>
  mintQueueTicket({ secret: cloud.deps.linkSecret, orgId: a.orgId, eventId }, cloud.deps.randomBytes).visitor;
const outcome = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'held';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
};

test('[WR-1] [WR-2] [WR-3] [WR-4] a queue is fair, keeps its places, moves at its pace, and a turn is good for one order', async () => {
  const { eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 500 });
  await placeOrder(buyer(-500_000), eventId, anOrder(cloud, tierId, 1));
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 60 });
  expect(await outcome(placeOrder(buyer(-400_000), eventId, anOrder(cloud, tierId, 1)))).toBe('queue-first');
  expect(await outcome(placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 1)))).toBe('held');

  const early = Array.from({ length: 30 }, () => visitorOf(eventId));
  for (const visitor of early)
    expect(await visitWaitingRoom(buyer(-60_000), eventId, visitor)).toEqual({ kind: 'before', opensAt });
  await visitWaitingRoom(buyer(0), eventId, early[0] ?? '');
  const late = visitorOf(eventId);
  expect(await visitWaitingRoom(buyer(1), eventId, late)).toMatchObject({ kind: 'waiting', ahead: 30 });
  const stands = await Promise.all(early.map(visitor => visitWaitingRoom(buyer(2), eventId, visitor)));
  const ahead = stands.map(visit => (visit.kind === 'waiting' ? visit.ahead : -1));
  expect([...ahead].sort((x, y) => x - y)).toEqual(early.map((_, index) => index));
  expect(ahead).not.toEqual(early.map((_, index) => index));
  expect(await visitWaitingRoom(buyer(3), eventId, late)).toMatchObject({ kind: 'waiting', ahead: 30 });

  const first = early[ahead.indexOf(0)] ?? '';
  const second = early[ahead.indexOf(1)] ?? '';
  const turn = { kind: 'turn', until: addMs(opensAt, 1_000 + limits.queuePassLivesMs) };
  expect(await visitWaitingRoom(buyer(1_000), eventId, first)).toEqual(turn);
  expect(await visitWaitingRoom(buyer(1_500), eventId, first)).toEqual(turn);
  expect(await visitWaitingRoom(buyer(1_500), eventId, second)).toMatchObject({
    kind: 'waiting',
    ahead: 0,
    minutes: 1,
  });
  const buy = (visitor: string | null, afterMs: number) =>
    outcome(placeOrder(buyer(afterMs), eventId, anOrder(cloud, tierId, 1), { visitor }));
  expect(await buy(second, 1_600)).toBe('queue-first');
  const twice = await Promise.all([buy(first, 2_000), buy(first, 2_000)]);
  expect(twice.sort()).toEqual(['held', 'queue-first']);
  expect(await visitWaitingRoom(buyer(2_100), eventId, first)).toMatchObject({ kind: 'waiting', ahead: 29 });
  expect(await visitWaitingRoom(buyer(2_200), eventId, second)).toMatchObject({ kind: 'turn' });
  expect(await buy(second, 2_200 + limits.queuePassLivesMs)).toBe('queue-first');
});

test('[WR-3] the queue ends when everything is sold, and an organizer may take it away', async () => {
  const { eventId, tierId, poolId, path } = await aPublishedEvent(cloud, a, { capacity: 2 });
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 1 });
  const visitor = visitorOf(eventId);
  await placeOrder(cloud.ctx(a), eventId, anOrder(cloud, tierId, 2));
  expect(await visitWaitingRoom(buyer(0), eventId, visitor)).toMatchObject({ kind: 'waiting', left: { kind: 'held' } });
  await cloud.root.query('update app.pools set sold = 2, held = 0 where pool_id = $1', [poolId]);
  expect(await visitWaitingRoom(buyer(1_000), eventId, visitor)).toEqual({ kind: 'free' });
  const room = await call(a.organizer, 'get', `${path}/waiting-room`);
  expect(room).toMatchObject({ status: 200, body: { state: 'closed', admitsPerMinute: 1 } });
  const other = await aPublishedEvent(cloud, a);
  const put = (open: boolean) =>
    call(a.organizer, 'put', `${other.path}/waiting-room`, { opensAt, admitsPerMinute: 5, open });
  await put(true);
  expect(await outcome(placeOrder(buyer(0), other.eventId, anOrder(cloud, other.tierId, 1)))).toBe('queue-first');
  expect(await put(false)).toMatchObject({ body: { state: 'closed' } });
  expect(await outcome(placeOrder(buyer(0), other.eventId, anOrder(cloud, other.tierId, 1)))).toBe('held');
  expect(
    (await call(a['box-office'], 'put', `${other.path}/waiting-room`, { opensAt, admitsPerMinute: 5 })).status,
  ).toBe(403);
});

test('[WR-4] a queue ticket is good for its event and organization alone, and for nobody who alters it', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  const other = await aPublishedEvent(cloud, a);
  const place = { secret: cloud.deps.linkSecret, orgId: a.orgId, eventId };
  const { token, visitor } = mintQueueTicket(place, cloud.deps.randomBytes);
  expect(readQueueTicket(place, token)?.visitor).toBe(visitor);
  expect(readQueueTicket({ ...place, eventId: other.eventId }, token)).toBe(null);
  expect(readQueueTicket({ ...place, orgId: cloud.b.orgId }, token)).toBe(null);
  for (let index = 0; index < token.length; index += 1)
    expect(
      readQueueTicket(place, `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`),
    ).toBe(null);
});

test('[WR-1] at the shop the way to the checkout goes through the queue, without any script', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt: cloud.clock.now, admitsPerMinute: 60 });
  const path = `/o/${a.slug}/events/${eventId}`;
  const sent = await call(null, 'get', `${path}/checkout?n1=1`);
  expect(sent.status).toBe(303);
  expect(sent.headers.get('location')).toBe(`${path}/queue?n1=1`);
  const waiting = await call(null, 'get', `${path}/queue?n1=1`);
  expect(waiting.text).toContain('http-equiv="refresh"');
  const cookie = waiting.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(waiting.headers.get('set-cookie')).toMatch(/HttpOnly/);
  cloud.clock.now = addMs(cloud.clock.now, 1_000);
  const turn = await call(null, 'get', `${path}/queue?n1=1`, undefined, { headers: { cookie } });
  expect(turn.text).toContain(`${path}/checkout?n1=1`);
  expect((await call(null, 'get', `${path}/checkout?n1=1`, undefined, { headers: { cookie } })).status).toBe(200);
  expect((await call(null, 'get', `${path}/checkout?n1=1`)).status).toBe(303);
});
