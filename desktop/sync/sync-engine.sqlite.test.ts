import { expect, test } from 'vitest';
import type { OpId } from '#shared/kernel/ids.ts';
import { aMirrorScan } from '#shared/testing/a-mirror-ticket.ts';
import { anId } from '#shared/testing/an-id.ts';
import { codeOf, someTickets, testEvent } from '../testing/station-world.ts';
import { syncedStation } from '../testing/synced-station.ts';

const eventId = testEvent().eventId;
const scan = (n: number) => ({ text: codeOf({ ticketId: anId('TicketId', n) }), via: 'scanner' });

test('[SY-1] a paired station has every ticket of its event and admits', async () => {
  using world = syncedStation();
  await world.pair();
  const { roster } = world.opened.store.events.byId(eventId) ?? {};
  expect(roster).toMatchObject({ state: 'complete', searchReady: true });
  for (const ticket of world.cloud.tickets.values())
    expect(world.opened.store.tickets.byId(eventId, ticket.ticketId)).toEqual(ticket);
  expect((await world.post('scan', scan(1))).body).toMatchObject({ verdict: { kind: 'admit', basis: 'roster' } });
});

test('[SY-1] a download that breaks off anywhere goes on from there, also after a restart', async () => {
  using world = syncedStation({ tickets: someTickets(50) });
  world.cloud.snapshotRows = 5;
  world.cloud.pairingState = 'approved';
  await world.post('pair', { cloudUrl: 'http://cloud.test', stationName: 'Laptop A' });
  await world.engine.pairStep();
  world.cloud.snapshotLinesMax = 3;
  for (let tries = 0; tries < 40; tries++) {
    await world.engine.pullStep(eventId);
    world.restart();
    if (world.opened.store.events.byId(eventId)?.roster.state === 'complete') break;
  }
  await world.pullAll();
  expect(world.opened.store.tickets.rowCount(eventId)).toBe(50);
  expect(world.cloud.snapshotStarts).toBeGreaterThan(4);
});

test('[SY-1] what changes while the roster is on its way comes with the feed', async () => {
  using world = syncedStation({ tickets: someTickets(20) });
  world.cloud.snapshotRows = 5;
  world.cloud.snapshotLinesMax = 3;
  world.cloud.pairingState = 'approved';
  await world.post('pair', { cloudUrl: 'http://cloud.test', stationName: 'Laptop A' });
  await world.engine.pairStep();
  await world.engine.pullStep(eventId);
  const [first] = someTickets(1, () => ({ state: 'cancelled', stateSince: world.clock.now() }));
  if (first) world.cloud.putTicket(first);
  world.cloud.snapshotLinesMax = Number.POSITIVE_INFINITY;
  await world.pullAll();
  expect(world.opened.store.tickets.byId(eventId, anId('TicketId', 1))?.state).toBe('cancelled');
});

test('[CK-17] before the download is complete a ticket is admitted on its signature, with a warning', async () => {
  using world = syncedStation({ tickets: someTickets(20) });
  world.cloud.snapshotRows = 5;
  world.cloud.snapshotLinesMax = 2;
  world.cloud.pairingState = 'approved';
  await world.post('pair', { cloudUrl: 'http://cloud.test', stationName: 'Laptop A' });
  await world.engine.pairStep();
  await world.engine.pullStep(eventId);
  await world.post('setPlace', { eventId, gateId: anId('GateId', 1) });
  const answer = (await world.post('scan', scan(19))).body;
  expect(answer).toMatchObject({
    verdict: { kind: 'admit', basis: 'signature' },
    warnings: [{ code: 'roster-incomplete' }],
  });
});

test('[SY-3] an answer lost after the commit is asked for again; the scan arrives once', async () => {
  using world = syncedStation();
  await world.pair();
  await world.pushAll();
  await world.post('scan', scan(1));
  world.cloud.faults.push('answer-lost');
  expect(await world.engine.pushStep()).toBe('failed');
  expect(world.opened.store.journal.unsent()).toBe(1);
  await world.pushAll();
  expect(world.opened.store.journal.unsent()).toBe(0);
  expect([...world.cloud.scans.keys()]).toHaveLength(1);
});

test('[SY-2] an operation that is put aside blocks none after it, is shown, and can be sent again', async () => {
  using world = syncedStation();
  await world.pair();
  await world.pushAll();
  const first = (await world.post('scan', scan(1))).body as { scanId: OpId };
  await world.post('scan', scan(2));
  world.cloud.parkOpIds.add(first.scanId);
  await world.pushAll();
  expect(world.opened.store.journal.unsent()).toBe(0);
  expect(world.cloud.scans.size).toBe(1);
  expect(world.opened.store.journal.parked(10)).toMatchObject([{ opId: first.scanId, why: { code: 'bad-input' } }]);
  world.cloud.parkOpIds.clear();
  await world.post('retryParked', { opId: first.scanId });
  await world.pushAll();
  expect(world.opened.store.journal.parked(10)).toEqual([]);
  expect(world.cloud.scans.has(first.scanId)).toBe(true);
});

test('[SY-4] [SY-8] a revoked station wipes its roster, admits nobody, and still sends what it has', async () => {
  using world = syncedStation();
  await world.pair();
  await world.post('scan', scan(1));
  world.cloud.revoked = true;
  await world.engine.helloStep();
  expect(world.opened.store.tickets.byId(eventId, anId('TicketId', 1))).toBeNull();
  expect(world.opened.store.tickets.search(eventId, 'holder', 10).tickets).toEqual([]);
  expect(world.opened.store.events.byId(eventId)?.event).toMatchObject({ operators: [], keys: [] });
  expect(await world.post('scan', scan(2))).toMatchObject({
    status: 409,
    body: { error: { code: 'station-revoked' } },
  });
  await world.pushAll();
  expect(world.cloud.scans.size).toBe(1);
});

test('[SY-4] [SY-8] paired again, it admits again and remembers what it did before', async () => {
  using world = syncedStation();
  await world.pair();
  await world.post('scan', scan(1));
  world.cloud.revoked = true;
  await world.engine.helloStep();
  world.cloud.revoked = false;
  await world.pair();
  world.clock.advance(60_000);
  expect((await world.post('scan', scan(1))).body).toMatchObject({ verdict: { rule: 'CK-14' } });
  expect((await world.post('scan', scan(2))).body).toMatchObject({ verdict: { kind: 'admit' } });
  await world.pushAll();
  expect(world.opened.store.journal.unsent()).toBe(0);
  expect(world.cloud.scans.size).toBe(2);
});

test('[SY-5] a station that is too old says so and keeps working', async () => {
  using world = syncedStation();
  await world.pair();
  world.cloud.faults.push('protocol-too-old');
  await world.engine.pullStep(eventId);
  expect(world.engine.port.status()).toMatchObject({ protocol: 'too-old', problems: [{ code: 'protocol-too-old' }] });
  expect((await world.post('scan', scan(1))).body).toMatchObject({ verdict: { kind: 'admit' } });
  await world.engine.pullStep(eventId);
  expect(world.engine.port.status()).toMatchObject({ protocol: 'ok', problems: [] });
});

test('[SY-6] the offset of the clock is measured and goes with each scan', async () => {
  using world = syncedStation();
  world.cloud.aheadMs = 11 * 3_600_000;
  await world.pair();
  const answer = (await world.post('scan', scan(1))).body;
  expect(answer).toMatchObject({ warnings: [{ code: 'clock-off' }] });
  await world.pushAll();
  const [told] = world.cloud.scans.values();
  expect(told?.at).toBe('2026-11-23T05:30:00.000Z');
});

test('a cloud that answers garbage changes nothing and is told', async () => {
  using world = syncedStation();
  await world.pair();
  await world.pushAll();
  await world.post('scan', scan(1));
  world.cloud.faults.push('garbled', 'garbled');
  expect(await world.engine.pushStep()).toBe('failed');
  expect(await world.engine.pullStep(eventId)).toBe('failed');
  expect(world.engine.port.status()).toMatchObject({
    link: 'offline',
    problems: [{ code: 'cloud-garbled', lost: false }],
  });
  expect(world.opened.store.journal.unsent()).toBe(1);
  await world.pushAll();
  expect(world.engine.port.status().problems).toEqual([]);
});

test('[CK-22] another epoch brings everything anew and forgets no local scan', async () => {
  using world = syncedStation();
  await world.pair();
  await world.post('scan', scan(1));
  world.cloud.epoch = 'two';
  world.cloud.tickets.delete(anId('TicketId', 9));
  await world.pullAll();
  expect(world.opened.store.events.byId(eventId)?.roster.cursor?.epoch).toBe('two');
  expect(world.opened.store.tickets.byId(eventId, anId('TicketId', 9))).toBeNull();
  expect(world.opened.store.scans.insideCheckpoint(eventId, anId('CheckpointId', 1))).toBe(1);
  world.clock.advance(60_000);
  expect((await world.post('scan', scan(1))).body).toMatchObject({ verdict: { rule: 'CK-14' } });
});

test('[CK-30] a ticket that two doors admitted is told at this door, once both scans are known', async () => {
  using world = syncedStation();
  await world.pair();
  await world.post('scan', scan(1));
  const elsewhere = aMirrorScan({
    scanId: anId('OpId', 900),
    stationId: anId('StationId', 2),
    stationName: 'Laptop B',
    at: world.clock.now(),
  });
  world.clock.advance(1_000);
  world.cloud.putScan({ ...elsewhere, at: world.clock.now() });
  await world.pullAll();
  expect(world.opened.store.conflicts.ofEvent(eventId, 10)).toMatchObject([
    {
      seen: false,
      conflict: { kind: 'double', scan: { stationName: 'Laptop B' }, standing: { stationName: 'Laptop A' } },
    },
  ]);
});

test('[SY-7] a journal whose name another one took goes on under a new one with the same ids', async () => {
  using world = syncedStation();
  await world.pair();
  await world.pushAll();
  const journal = [...world.cloud.journals.values()][0];
  const kept = world.opened.store.journal.current();
  // As after a restored backup: the cloud has a number that this file has not.
  await world.post('scan', scan(1));
  const other = world.opened.store.journal.after(kept?.journalNo ?? 0, kept?.lastSeq ?? 0, 1)[0];
  if (journal && other) {
    journal.ops.push({ ...other, hash: '1'.repeat(64) });
    journal.answers.push({ seq: other.seq, opId: anId('OpId', 77), outcome: 'applied', why: null });
  }
  await world.pushAll();
  expect(world.cloud.journals.size).toBe(2);
  expect(world.opened.store.journal.unsent()).toBe(0);
  expect(world.cloud.scans.has(other?.opId ?? '')).toBe(true);
});
