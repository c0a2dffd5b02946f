import { expect, test } from 'vitest';
import { mintId, type OpId, type TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { pairedStation, scanBody, type TestStation, testDoor, testJournal } from '../../testing/door.ts';

const cloud = await testApp(await testDatabase());
const door = await testDoor(cloud, cloud.a, { tickets: 100 });
const path = (what: string) => `/api/orgs/${cloud.a.orgId}/events/${door.eventId}/${what}`;
const ticket = (n: number) => door.ticketIds[n] as TicketId;
const conflictsOf = async (n: number) => {
  const { body } = await cloud.call(cloud.a.owner, 'GET', path('conflicts'));
  return (body as { items: { ticketId: string }[] }).items.filter(item => item.ticketId === ticket(n));
};

test('[CK-30] two doors admitted one ticket offline: the earlier by corrected time stands, the later is told with how stale it knew', async () => {
  const [north, south] = [
    await pairedStation(cloud, door, { name: 'North' }),
    await pairedStation(cloud, door, { name: 'South' }),
  ];
  const asOf = addMs(cloud.clock.now, -600_000);
  const offline = { roster: { cursor: null, asOf, complete: true, online: false } };
  const send = async (station: TestStation, at: number, clockOffsetMs: number) => {
    const journal = testJournal(cloud);
    const op = journal.append(scanBody(door, ticket(0), offline), { at: addMs(cloud.clock.now, at), clockOffsetMs });
    await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops: [op] });
    return op.opId;
  };
  // South's clock is an hour ahead: by its own clock it was later, in truth it was first.
  const later = await send(north, 60_000, 0);
  const first = await send(south, 3_600_000, -3_600_000);
  expect(await conflictsOf(0)).toMatchObject([
    {
      kind: 'double',
      scan: { scanId: later, stationName: 'North' },
      scanDecidedWith: { online: false, rosterAsOf: asOf, rosterAgeMs: 660_000 },
      standing: { scanId: first, stationName: 'South' },
      standingDecidedWith: { rosterAgeMs: 600_000 },
    },
  ]);
});

test('[CK-30] an admission after the ticket was cancelled is told, with how stale the roster was', async () => {
  const station = await pairedStation(cloud, door);
  const asOf = addMs(cloud.clock.now, -1_200_000);
  const since = addMs(cloud.clock.now, -900_000);
  await cloud.root.query(`update app.tickets set state = 'cancelled', state_since = $1 where ticket_id = $2`, [
    since,
    ticket(1),
  ]);
  const journal = testJournal(cloud);
  const stale = { roster: { cursor: null, asOf, complete: true, online: false } };
  const ops = [journal.append(scanBody(door, ticket(1), stale))];
  await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops });
  expect(await conflictsOf(1)).toMatchObject([
    { kind: 'after-void', voidSince: since, standing: null, scanDecidedWith: { rosterAgeMs: 1_200_000 } },
  ]);
});

const redeem = (n: number, over: object = {}, scanId: OpId = mintId('OpId', cloud.deps.randomBytes)) =>
  cloud.call(cloud.a.door, 'POST', path('redeem'), {
    scanId,
    checkpointId: door.checkpointId,
    text: `IMP-${ticket(n)}`,
    ...over,
  });
const verdictOf = (answer: { body: unknown }) =>
  (answer.body as { verdict: { kind: string; rule: string | null } }).verdict;

test('[CK-14] 64 calls for one ticket at once admit it once', async () => {
  const answers = await Promise.all(Array.from({ length: 64 }, () => redeem(2)));
  const verdicts = answers.map(verdictOf);
  expect(verdicts.filter(verdict => verdict.kind === 'admit')).toHaveLength(1);
  expect(verdicts.filter(verdict => verdict.rule === 'CK-14')).toHaveLength(63);
});

test('[SY-3] the same scan id gets the same answer; with other input it is refused', async () => {
  const scanId = mintId('OpId', cloud.deps.randomBytes);
  const first = await redeem(3, {}, scanId);
  expect(verdictOf(first).kind).toBe('admit');
  expect((await redeem(3, {}, scanId)).body).toEqual(first.body);
  expect((await redeem(4, {}, scanId)).body).toMatchObject({ error: { code: 'repeat-differs' } });
});

test('[CK-27] the cloud answers in verify mode without admitting, and any text gets a verdict', async () => {
  expect(verdictOf(await redeem(5, { mode: 'verify' })).kind).toBe('admit');
  expect(verdictOf(await redeem(5)).kind).toBe('admit');
  expect(verdictOf(await redeem(5, { text: 'nothing \u0000 of \ud800 ours' })).rule).toBe('CK-1');
  expect((await redeem(5, { ticketId: ticket(5) })).status).toBe(400);
  expect(verdictOf(await redeem(5, { text: undefined, ticketId: ticket(5) })).rule).toBe('CK-14');
});

test('[CK-44] a use without a station names the person, never an id', async () => {
  await redeem(7);
  const first = { operatorName: cloud.a.door.name, stationName: null };
  expect((await redeem(7)).body).toMatchObject({ verdict: { rule: 'CK-14', facts: { first } } });
});

test('a ticket or checkpoint of another organization is not there', async () => {
  const foreign = await testDoor(cloud, cloud.b, { tickets: 1 });
  expect((await redeem(6, { checkpointId: foreign.checkpointId })).status).toBe(404);
  expect((await redeem(6, { text: undefined, ticketId: foreign.ticketIds[0] })).status).toBe(404);
  expect(verdictOf(await redeem(6, { text: `IMP-${foreign.ticketIds[0]}` })).rule).toBe('CK-1');
  const elsewhere = `/api/orgs/${cloud.a.orgId}/events/${foreign.eventId}`;
  for (const what of ['conflicts', 'scans', 'door-counts'])
    expect((await cloud.call(cloud.a.owner, 'GET', `${elsewhere}/${what}`)).status).toBe(404);
});

test('counters and the list of scans come from the scans', async () => {
  const other = await testDoor(cloud, cloud.a, { tickets: 4 });
  const station = await pairedStation(cloud, other);
  const journal = testJournal(cloud);
  const [a, b] = other.ticketIds;
  const ops = [
    journal.append(scanBody(other, a ?? null)),
    journal.append(scanBody(other, b ?? null)),
    journal.append(scanBody(other, b ?? null, { direction: 'out' }), { at: addMs(cloud.clock.now, 1_000) }),
    journal.append(
      scanBody(other, a ?? null, { verdict: 'refuse', rule: 'CK-14', reason: 'already-used', basis: null }),
    ),
  ];
  await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops });
  const base = `/api/orgs/${cloud.a.orgId}/events/${other.eventId}`;
  expect((await cloud.call(cloud.a.owner, 'GET', `${base}/door-counts`)).body).toEqual({
    expected: 4,
    checkpoints: [{ checkpointId: other.checkpointId, name: 'Main entrance', inside: 1, admitted: 2 }],
    refusals: { 'already-used': 1 },
    overrides: 0,
    conflicts: 0,
  });
  const first = (await cloud.call(cloud.a.owner, 'GET', `${base}/scans?limit=3`)).body as {
    items: { scanId: string }[];
    nextCursor: string;
  };
  const second = (await cloud.call(cloud.a.owner, 'GET', `${base}/scans?limit=3&cursor=${first.nextCursor}`)).body as {
    items: { scanId: string }[];
  };
  expect([...first.items, ...second.items].map(item => item.scanId).sort()).toEqual(ops.map(op => op.opId).sort());
});

test('[SY-2] a parked operation is listed, can be tried again once its reason is gone, or be discarded with a reason', async () => {
  const station = await pairedStation(cloud, door);
  const later = { ...door, eventId: mintId('EventId', cloud.deps.randomBytes) };
  const journal = testJournal(cloud);
  const ops = [journal.append(scanBody(later, ticket(9))), journal.append({ kind: 'dance' })];
  await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops });
  const listed = await cloud.call(cloud.a.owner, 'GET', `/api/orgs/${cloud.a.orgId}/parked-operations`);
  expect(listed.body).toMatchObject({
    items: [
      { seq: 1, why: { code: 'event-unknown' } },
      { seq: 2, why: { code: 'bad-operation' } },
    ],
  });
  const op = (seq: number, verb: string) =>
    `/api/orgs/${cloud.a.orgId}/stations/${station.stationId}/journals/${journal.journalId}/operations/${seq}/${verb}`;
  expect((await cloud.call(cloud.a.owner, 'POST', op(1, 'retry'))).body).toMatchObject({ outcome: 'parked' });
  await cloud.root.query(
    `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, created_at, updated_at)
     select org_id, $1, '9999999999', title, zone, doors_at, starts_at, ends_at, created_at, updated_at from app.events where event_id = $2`,
    [later.eventId, door.eventId],
  );
  expect((await cloud.call(cloud.a.owner, 'POST', op(1, 'retry'))).body).toEqual({ outcome: 'resolved', why: null });
  expect((await cloud.call(cloud.a.owner, 'POST', op(1, 'retry'))).body).toMatchObject({
    error: { code: 'wrong-state' },
  });
  expect((await cloud.call(cloud.a.door, 'POST', op(2, 'discard'), { reason: 'a test' })).status).toBe(403);
  expect((await cloud.call(cloud.a.owner, 'POST', op(2, 'discard'), { reason: 'a test' })).body).toMatchObject({
    outcome: 'discarded',
  });
  const again = await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops });
  expect(again.body).toMatchObject({ answers: [{ outcome: 'applied' }, { outcome: 'parked' }], lastSeq: 2 });
});
