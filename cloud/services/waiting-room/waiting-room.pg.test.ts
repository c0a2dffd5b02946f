import { expect, test } from 'vitest';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { networkOf } from '../network-of.ts';
import { placeOrder } from '../orders/place-order.ts';
import { mintQueuePlace, readQueuePlace } from './queue-place.ts';
import { setWaitingRoom } from './set-waiting-room.ts';
import { visitWaitingRoom } from './visit-waiting-room.ts';

const cloud = await testApp(await testDatabase());
const { a, call } = cloud;
const opensAt = addMs(cloud.clock.now, 600_000);
const buyer = (afterMs: number) => ({ ...cloud.ctx(a, { kind: 'buyer' }), now: addMs(opensAt, afterMs) });
const visitorOf = (eventId: EventId) =>
  mintQueuePlace({ secret: cloud.deps.linkSecret, orgId: a.orgId, eventId }, cloud.deps.randomBytes).visitor;
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
  const turn = { kind: 'turn', until: addMs(opensAt, 1_000 + limits.turnLivesMs) };
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
  expect(await visitWaitingRoom(buyer(2_100), eventId, first)).toMatchObject({
    kind: 'waiting',
    ahead: 30,
    again: true,
  });
  expect(await visitWaitingRoom(buyer(2_150), eventId, first)).toMatchObject({ kind: 'waiting', again: true });
  expect(await visitWaitingRoom(buyer(2_200), eventId, second)).toMatchObject({ kind: 'turn' });
  expect(await buy(second, 2_200 + limits.turnLivesMs)).toBe('queue-first');
  const lapsed = { kind: 'waiting', again: true };
  expect(await visitWaitingRoom(buyer(2_300 + limits.turnLivesMs), eventId, second)).toMatchObject(lapsed);
});

test('[WR-2] who comes in the moment of the opening, after the lots were drawn, gets the next number', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 60 });
  const [early, between] = [visitorOf(eventId), visitorOf(eventId)];
  await visitWaitingRoom(buyer(-1), eventId, early);
  // A request that saw the room armed is held up in the middle of writing its place down ...
  const other = await cloud.root.connect();
  await other.query('begin');
  await other.query(
    `insert into app.waiting_room_places (org_id, event_id, visitor_hash, entered_at, looked_at) values ($1, $2, $3, $4, $4)`,
    [a.orgId, eventId, Buffer.from(between, 'hex'), opensAt],
  );
  const late = visitWaitingRoom(buyer(-1), eventId, between);
  await expect
    .poll(async () => {
      const { rows } = await cloud.root.query<{ waiting: string }>(
        `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting;
    })
    .toBe('1');
  // ... while another opens it and draws the lots.
  expect(await visitWaitingRoom(buyer(0), eventId, early)).toMatchObject({ kind: 'waiting', ahead: 0 });
  await other.query('rollback');
  other.release();
  await late;
  expect(await visitWaitingRoom(buyer(1), eventId, between)).toMatchObject({ kind: 'waiting', ahead: 1 });
  expect(await visitWaitingRoom(buyer(2), eventId, between)).toMatchObject({ kind: 'waiting', ahead: 1 });
});

test('[WR-3] those who went away hold nobody up, and have their turn when they look again', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 1 });
  const [ghost, present] = [visitorOf(eventId), visitorOf(eventId)];
  expect(await visitWaitingRoom(buyer(0), eventId, ghost)).toMatchObject({ kind: 'waiting', ahead: 0 });
  // So that nobody is let in while the first goes away.
  await cloud.root.query('update app.waiting_rooms set last_admitted_at = $1 where event_id = $2', [
    addMs(opensAt, 280_000),
    eventId,
  ]);
  expect(await visitWaitingRoom(buyer(270_000), eventId, present)).toMatchObject({ kind: 'waiting', ahead: 1 });
  expect(await visitWaitingRoom(buyer(340_000), eventId, present)).toMatchObject({ kind: 'turn' });
  expect(await visitWaitingRoom(buyer(341_000), eventId, ghost)).toMatchObject({ kind: 'waiting', ahead: 0 });
  expect(await visitWaitingRoom(buyer(400_000), eventId, ghost)).toMatchObject({ kind: 'turn' });
});

test('[WR-3] [WR-4] those who were passed over and come back all at once are let in at the pace, in their order, reload or not', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 10 });
  const visitors = Array.from({ length: 24 }, () => visitorOf(eventId));
  for (const visitor of visitors) await visitWaitingRoom(buyer(-1_000), eventId, visitor);
  const looks = async (afterMs: number) => {
    const visits = await Promise.all(visitors.map(visitor => visitWaitingRoom(buyer(afterMs), eventId, visitor)));
    return visits.filter(({ kind }) => kind === 'turn').length;
  };
  await visitWaitingRoom(buyer(0), eventId, visitors[0] ?? '');
  const afterMinutes = 8 * 60_000;
  expect(await looks(afterMinutes)).toBeLessThanOrEqual(5);
  expect(await looks(afterMinutes + 1_000)).toBeLessThanOrEqual(5);
  expect(await looks(afterMinutes + 6_000)).toBeLessThanOrEqual(6);
  expect(await looks(afterMinutes + 6_100)).toBe(await looks(afterMinutes + 6_200));
  expect(await looks(afterMinutes + 60_000)).toBeLessThanOrEqual(15);
  await looks(afterMinutes + 60_500);
  const { rows } = await cloud.root.query<{ number: string; admitted_at: Date | null }>(
    'select number, admitted_at from app.waiting_room_places where event_id = $1 order by number',
    [eventId],
  );
  const first = rows.filter(({ admitted_at: at }) => at !== null && at.getTime() > Date.parse(opensAt) + afterMinutes);
  expect(first.map(({ number }) => Number(number))).toEqual(
    rows
      .filter(({ admitted_at: at }) => at === null || first.some(row => row.admitted_at === at))
      .slice(0, first.length)
      .map(({ number }) => Number(number)),
  );
  expect(rows.map(({ number }) => Number(number))).toEqual(visitors.map((_, index) => index + 1));
});

test('[WR-5] one address fills no queue; who stands in it stays, and others come in', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  await setWaitingRoom(cloud.ctx(a), eventId, { opensAt, admitsPerMinute: 60 });
  const from = (address: string) => ({ ...buyer(-60_000), address: networkOf(address) });
  const first = visitorOf(eventId);
  const kinds = new Map<string, number>();
  for (let times = 0; times < limits.queuePlacesPerAddress + 5; times += 1) {
    const { kind } = await visitWaitingRoom(from('192.0.2.7'), eventId, times === 0 ? first : visitorOf(eventId));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(kinds.get('before')).toBeLessThanOrEqual(limits.queuePlacesPerAddress + 1);
  expect(kinds.get('crowded')).toBeGreaterThanOrEqual(4);
  const { rows } = await cloud.root.query<{ places: string }>(
    'select count(*) as places from app.waiting_room_places where event_id = $1',
    [eventId],
  );
  expect(Number(rows[0]?.places)).toBe(kinds.get('before'));
  expect(await visitWaitingRoom(from('192.0.2.7'), eventId, first)).toMatchObject({ kind: 'before' });
  expect(await visitWaitingRoom(from('192.0.2.8'), eventId, visitorOf(eventId))).toMatchObject({ kind: 'before' });
  const page = (address: string) =>
    call(null, 'get', `/o/${a.slug}/events/${eventId}/queue?lang=en`, undefined, {
      headers: { 'test-address': address },
    });
  const turnedAway = await page('192.0.2.7');
  expect([turnedAway.status, turnedAway.text.includes('over another network')]).toEqual([429, true]);
  expect((await page('192.0.2.8')).status).toBe(200);
  // TE-5: who has a whole network of addresses has no more places for it.
  await Promise.all(
    Array.from({ length: limits.queuePlacesPerAddress + 1 }, (_, index) =>
      visitWaitingRoom(from(`2001:db8:7:7::${index.toString(16)}`), eventId, visitorOf(eventId)),
    ),
  );
  expect([(await page('2001:db8:7:7:ffff::1')).status, (await page('2001:db8:7:8::1')).status]).toEqual([429, 200]);
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

test('[WR-4] a place in the queue is good for its event and organization alone, and for nobody who alters it', async () => {
  const { eventId } = await aPublishedEvent(cloud, a);
  const other = await aPublishedEvent(cloud, a);
  const place = { secret: cloud.deps.linkSecret, orgId: a.orgId, eventId };
  const { token, visitor } = mintQueuePlace(place, cloud.deps.randomBytes);
  expect(readQueuePlace(place, token)?.visitor).toBe(visitor);
  expect(readQueuePlace({ ...place, eventId: other.eventId }, token)).toBe(null);
  expect(readQueuePlace({ ...place, orgId: cloud.b.orgId }, token)).toBe(null);
  for (let index = 0; index < token.length; index += 1)
    expect(
      readQueuePlace(place, `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`),
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
