import { expect, test } from 'vitest';
import { mintId, type StationId } from '#shared/kernel/ids.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import type { PlainAnswer } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, call } = cloud;
const body = (answer: { body: unknown }) => answer.body as PlainAnswer;

async function aStation({ eventId }: PublishedEvent): Promise<StationId> {
  const stationId = mintId('StationId', cloud.deps.randomBytes);
  await cloud.root.query(
    "insert into app.stations (org_id, station_id, name, paired_by, paired_at) values ($1, $2, 'Till 1', 'x', $3)",
    [a.orgId, stationId, cloud.clock.now],
  );
  await cloud.root.query('insert into app.station_events (org_id, station_id, event_id) values ($1, $2, $3)', [
    a.orgId,
    stationId,
    eventId,
  ]);
  return stationId;
}

async function lent(event: PublishedEvent, places: number) {
  const stationId = await aStation(event);
  const input = {
    allotmentId: mintId('AllotmentId', cloud.deps.randomBytes),
    stationId,
    tierId: event.tierId,
    places,
  };
  const answer = await call(a.owner, 'post', `${event.path}/allotments`, input);
  return { answer, input, path: `${event.path}/allotments/${input.allotmentId}` };
}
const pool = async (event: PublishedEvent) => (body(await call(a.owner, 'get', event.path)).pools as PlainAnswer[])[0];
const blanks = async (event: PublishedEvent, state = 'blank') =>
  (
    body(await call(a.owner, 'get', `${event.path}/tickets?state=${state}&limit=200`)).items as { ticketId: string }[]
  ).map(ticket => ticket.ticketId);

test('[IN-3] a roll is lent once, however often it is asked for, and buyers cannot have its places', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 10 });
  const { answer, input } = await lent(event, 8);
  expect(answer).toMatchObject({ status: 201, body: { granted: 8, sold: 0, epoch: 1, state: 'open' } });
  expect((await call(a.owner, 'post', `${event.path}/allotments`, input)).body).toEqual(answer.body);
  expect(await pool(event)).toMatchObject({ lent: 8 });
  expect(await blanks(event)).toHaveLength(8);
  const order = await call(a.owner, 'post', `${event.path}/orders`, anOrder(cloud, event.tierId, 3));
  expect(order).toMatchObject({ status: 409, body: { error: { code: 'sold-out', facts: { left: 2 } } } });
});

test('[IN-3] [IN-6] blanks come back by name, not twice, and none that are not of the roll', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 10 });
  const { path } = await lent(event, 4);
  const roll = await blanks(event);
  const giveBack = (ticketIds: readonly string[]) => call(a.owner, 'post', `${path}/return`, { ticketIds });
  expect(await giveBack(roll.slice(0, 3))).toMatchObject({ body: { returned: 3, state: 'open' } });
  expect(await giveBack(roll.slice(0, 1))).toMatchObject({ status: 400, body: { error: { field: 'ticketIds' } } });
  expect(await pool(event)).toMatchObject({ lent: 1 });
  expect(await giveBack(roll.slice(3))).toMatchObject({ body: { returned: 4, state: 'closed' } });
  expect(await pool(event)).toMatchObject({ lent: 0, sold: 0 });
  expect(await blanks(event)).toEqual([]);
});

test('[IN-3] a lost roll is written off: its blanks are void, its places free, its epoch over', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 5 });
  const { path, input } = await lent(event, 9);
  expect(await pool(event)).toMatchObject({ lent: 5 });
  const writeOff = () => call(a.owner, 'post', `${path}/write-off`, { reason: 'Stolen' });
  expect(await writeOff()).toMatchObject({ status: 200, body: { state: 'written-off' } });
  expect(await writeOff()).toMatchObject({ status: 409, body: { error: { code: 'allotment-closed' } } });
  expect(await pool(event)).toMatchObject({ lent: 0 });
  expect(await blanks(event, 'cancelled')).toHaveLength(5);
  const next = { ...input, allotmentId: mintId('AllotmentId', cloud.deps.randomBytes), places: 1 };
  expect(await call(a.owner, 'post', `${event.path}/allotments`, next)).toMatchObject({ body: { epoch: 2 } });
});

test('a revoked station is lent nothing', async () => {
  const event = await aPublishedEvent(cloud, a);
  const stationId = await aStation(event);
  await cloud.root.query("update app.stations set state = 'revoked' where station_id = $1", [stationId]);
  const input = {
    allotmentId: mintId('AllotmentId', cloud.deps.randomBytes),
    stationId,
    tierId: event.tierId,
    places: 1,
  };
  expect(await call(a.owner, 'post', `${event.path}/allotments`, input)).toMatchObject({ status: 409 });
});
