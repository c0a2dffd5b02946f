import { expect, test } from 'vitest';
import type { TicketId } from '#shared/kernel/ids.ts';
import { addMs, parseInstant } from '#shared/kernel/instant.ts';
import type { Operation } from '#shared/sync/operations.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { pairedStation, scanBody, type TestStation, testDoor, testJournal } from '../../testing/door.ts';

const cloud = await testApp(await testDatabase());
const door = await testDoor(cloud, cloud.a, { tickets: 600 });
const foreign = await testDoor(cloud, cloud.b, { tickets: 2 });

const ticket = (n: number): TicketId => door.ticketIds[n] as TicketId;
const send = (station: TestStation, journalId: string, ops: readonly unknown[], protocol = 2) =>
  station.post('/api/station/ops', { protocol, journalId, ops });
const scansOf = async (station: TestStation) => {
  const { rows } = await cloud.root.query(
    `select scan_id as "scanId", ticket_id as "ticketId", kind, app.instant_text(at) as at from app.scans where station_id = $1 order by told_at, scan_id`,
    [station.stationId],
  );
  return rows;
};

test('[SY-3] an operation is applied once, however often and in whatever batches it is sent', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const ops = Array.from({ length: 10 }, (_, n) => journal.append(scanBody(door, ticket(n))));
  const first = await send(station, journal.journalId, ops.slice(0, 6));
  expect(first.body).toMatchObject({ lastSeq: 6 });
  const again = await send(station, journal.journalId, ops);
  expect(again.body).toEqual({
    answers: ops.map(({ seq, opId }) => ({ seq, opId, outcome: 'applied', why: null })),
    lastSeq: 10,
  });
  const third = await send(station, journal.journalId, ops.slice(2, 5));
  expect(third.body).toEqual({
    answers: ops.slice(2, 5).map(({ seq, opId }) => ({ seq, opId, outcome: 'applied', why: null })),
    lastSeq: 10,
  });
  expect(await scansOf(station)).toHaveLength(10);
});

test('[SY-3] the same batch sent sixteen times at once is applied once', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const ops = Array.from({ length: 20 }, (_, n) => journal.append(scanBody(door, ticket(n))));
  const answers = await Promise.all(Array.from({ length: 16 }, () => send(station, journal.journalId, ops)));
  expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
  expect(await scansOf(station)).toHaveLength(20);
});

test('[SY-2] one bad operation is parked with its reason and blocks none', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const good = journal.append(scanBody(door, ticket(0)));
  const nonsense = journal.append({ kind: 'dance' });
  const unknownEvent = journal.append(scanBody(foreign, foreign.ticketIds[0] ?? null));
  const poison = journal.append(scanBody(door, ticket(1), { operatorName: 'a NUL \u0000 in a name' }));
  const changed = { ...journal.append(scanBody(door, ticket(2))), clockOffsetMs: 5 };
  const last = journal.append(scanBody(door, ticket(3)));
  const { body } = await send(station, journal.journalId, [good, nonsense, unknownEvent, poison, changed, last]);
  expect(body).toMatchObject({
    answers: [
      { seq: 1, outcome: 'applied' },
      { seq: 2, outcome: 'parked', why: { code: 'bad-operation' } },
      { seq: 3, outcome: 'parked', why: { code: 'event-unknown' } },
      { seq: 4, outcome: 'parked', why: { code: 'not-storable' } },
      { seq: 5, outcome: 'parked', why: { code: 'hash-wrong' } },
      { seq: 6, outcome: 'applied' },
    ],
    lastSeq: 6,
  });
  expect(await scansOf(station)).toHaveLength(2);
  const { rows } = await cloud.root.query('select count(*)::int as n from app.scans where event_id = $1', [
    foreign.eventId,
  ]);
  expect(rows).toEqual([{ n: 0 }]);
});

test('[SY-2] an operation without a readable envelope keeps its place', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const first = journal.append(scanBody(door, ticket(0)));
  const broken = { ...journal.append(scanBody(door, ticket(1))), at: 'yesterday' };
  const third = journal.append(scanBody(door, ticket(2)));
  const { body } = await send(station, journal.journalId, [first, broken, third]);
  expect(body).toMatchObject({
    answers: [{ outcome: 'applied' }, { outcome: 'parked', why: { code: 'bad-envelope' } }, { outcome: 'applied' }],
    lastSeq: 3,
  });
});

test('[SY-2] what comes after a gap waits, and the station learns from where to send', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const ops = Array.from({ length: 5 }, (_, n) => journal.append(scanBody(door, ticket(n))));
  const refused = await send(station, journal.journalId, ops.slice(2));
  expect(refused.body).toMatchObject({ error: { code: 'journal-gap', facts: { lastSeq: 0 } } });
  const [a, b, , d] = ops as [Operation, Operation, Operation, Operation];
  expect((await send(station, journal.journalId, [a, b, d])).body).toMatchObject({ lastSeq: 2 });
  expect((await send(station, journal.journalId, ops)).body).toMatchObject({ lastSeq: 5 });
});

test('[SY-3] a journal restored from yesterday is told apart, and nothing of it is taken for what was sent before', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const restored = testJournal(cloud, journal.journalId);
  await send(station, journal.journalId, [journal.append(scanBody(door, ticket(0)))]);
  const other = restored.append(scanBody(door, ticket(1)));
  const refused = await send(station, journal.journalId, [other]);
  expect(refused.body).toMatchObject({ error: { code: 'journal-forked', facts: { seq: 1, lastSeq: 1 } } });
  const next = testJournal(cloud);
  const handedIn = await send(station, next.journalId, [next.append(scanBody(door, ticket(1)), { opId: other.opId })]);
  expect(handedIn.body).toMatchObject({ answers: [{ outcome: 'applied' }] });
});

test('[SY-3] a scan that comes again through a new journal counts once; an id of another station does not hide a scan', async () => {
  const station = await pairedStation(cloud, door);
  const other = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const op = journal.append(scanBody(door, ticket(0)));
  await send(station, journal.journalId, [op]);
  const next = testJournal(cloud);
  const again = await send(station, next.journalId, [next.append(op.body, { opId: op.opId, at: op.at })]);
  expect(again.body).toMatchObject({ answers: [{ outcome: 'applied' }] });
  const theirs = testJournal(cloud);
  const taken = await send(other, theirs.journalId, [theirs.append(op.body, { opId: op.opId })]);
  expect(taken.body).toMatchObject({ answers: [{ outcome: 'parked', why: { code: 'id-taken' } }] });
  expect(await scansOf(station)).toHaveLength(1);
});

test('[SY-6] the time of a scan is corrected by the offset the station had measured, however far', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const dead = parseInstant('1970-01-01T00:00:10Z');
  const offset = Date.parse(cloud.clock.now) - Date.parse(dead);
  const ops = [
    journal.append(scanBody(door, ticket(0)), { at: addMs(cloud.clock.now, 39_600_000), clockOffsetMs: -39_600_000 }),
    journal.append(scanBody(door, ticket(1)), { at: dead, clockOffsetMs: offset }),
  ];
  expect((await send(station, journal.journalId, ops)).body).toMatchObject({
    answers: [{ outcome: 'applied' }, { outcome: 'applied' }],
  });
  expect((await scansOf(station)).map(row => row.at)).toEqual([cloud.clock.now, cloud.clock.now]);
});

test('[SY-5] a station of protocol 1 hands in scans without the name of the operator', async () => {
  const station = await pairedStation(cloud, door, { protocol: 1 });
  const journal = testJournal(cloud);
  const { operatorName: _unknownThen, ...old } = scanBody(door, ticket(0));
  const { body } = await send(station, journal.journalId, [journal.append(old)], 1);
  expect(body).toMatchObject({ answers: [{ outcome: 'applied' }], lastSeq: 1 });
});

test('[CK-27] verify mode, refusals and the self-test make no history; an exit and an undo do', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const admission = journal.append(scanBody(door, ticket(9)));
  const ops = [
    admission,
    journal.append(scanBody(door, ticket(9), { mode: 'verify' })),
    journal.append(
      scanBody(door, ticket(9), { verdict: 'refuse', rule: 'CK-14', reason: 'already-used', basis: null }),
    ),
    journal.append(scanBody(door, null, { basis: 'self-test' })),
    journal.append(scanBody(door, ticket(9), { direction: 'out' })),
    journal.append({
      kind: 'undo',
      eventId: door.eventId,
      scanId: admission.opId,
      ticketId: ticket(9),
      checkpointId: door.checkpointId,
      gateId: null,
      operatorId: null,
      operatorName: null,
      reason: 'wrong person',
    }),
    journal.append({ kind: 'note', eventId: null, topic: 'operator-on', operatorId: null, text: '' }),
  ];
  const { body } = await send(station, journal.journalId, ops);
  expect(body).toMatchObject({ lastSeq: 7 });
  const { rows } = await cloud.root.query(
    'select kind, count(*)::int as n from app.scans where station_id = $1 group by kind order by kind',
    [station.stationId],
  );
  expect(rows).toEqual([
    { kind: 'in', n: 1 },
    { kind: 'none', n: 3 },
    { kind: 'out', n: 1 },
    { kind: 'undo', n: 1 },
  ]);
});

test('a batch of 500 is written in a few statements', async () => {
  const station = await pairedStation(cloud, door);
  const journal = testJournal(cloud);
  const times: number[] = [];
  for (let batch = 0; batch < 4; batch++) {
    const ops = Array.from({ length: 500 }, (_, n) => journal.append(scanBody(door, ticket(n))));
    const began = performance.now();
    expect((await send(station, journal.journalId, ops)).status).toBe(200);
    times.push(performance.now() - began);
  }
  console.log(`500 scans a batch through the API: ${times.map(ms => ms.toFixed(0)).join(', ')} ms`);
  expect(await scansOf(station)).toHaveLength(2_000);
});
