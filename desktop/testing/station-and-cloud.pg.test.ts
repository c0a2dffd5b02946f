import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { testApp } from '../../cloud/testing/app.ts';
import { testDatabase } from '../../cloud/testing/database.ts';
import { addTickets, testDoor } from '../../cloud/testing/door.ts';
import { cloudStation, fetchAt } from './cloud-station.ts';

const cloud = await testApp(await testDatabase());

test('[SY-1] [SY-3] a scan at one door is at the other after push and pull, and in the cloud once', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 1_234 });
  using one = cloudStation(cloud, 'Laptop A');
  using two = cloudStation(cloud, 'Laptop B');
  for (const [station, gate] of [
    [one, 0],
    [two, 1],
  ] as const) {
    await station.pair(door, gate);
    await station.pullAll();
    expect(station.opened.store.tickets.rowCount(door.eventId)).toBe(1_234);
  }
  const [ticketId] = door.ticketIds;
  const text = `IMP-${ticketId}`;
  expect(await one.post('scan', { text, via: 'scanner' })).toMatchObject({ verdict: { kind: 'admit', ticketId } });
  expect(await one.engine.pushStep()).toBe('worked');
  await one.pushAll();
  await two.pullAll();
  expect(await two.post('scan', { text, via: 'scanner' })).toMatchObject({
    verdict: { rule: 'CK-14', facts: { first: { gateName: 'Gate 1', stationName: 'Laptop A' } } },
  });
  const own = one.opened.store.scans.ofTicket(door.eventId, ticketId ?? never());
  await one.pullAll();
  // What comes back with the feed is what this station had written down itself.
  expect(one.opened.store.scans.ofTicket(door.eventId, ticketId ?? never())).toEqual(own);
  const { rows } = await cloud.root.query(
    "select count(*)::int as n from app.scans where event_id = $1 and kind = 'in'",
    [door.eventId],
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test('[CK-30] two doors that admitted one ticket without a network are both told', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 3 });
  using one = cloudStation(cloud, 'Laptop C');
  using two = cloudStation(cloud, 'Laptop D');
  for (const station of [one, two]) {
    await station.pair(door);
    await station.pullAll();
    station.net.up = false;
  }
  const text = `IMP-${door.ticketIds[0]}`;
  await one.post('scan', { text, via: 'scanner' });
  cloud.clock.now = addMs(cloud.clock.now, 30_000);
  expect(await two.post('scan', { text, via: 'scanner' })).toMatchObject({ verdict: { kind: 'admit' } });
  expect(await two.engine.pushStep()).toBe('failed');
  for (const station of [one, two]) station.net.up = true;
  await two.pushAll();
  await one.pushAll();
  for (const station of [one, two]) {
    await station.pullAll();
    expect(station.opened.store.conflicts.ofEvent(door.eventId, 9)).toMatchObject([
      { conflict: { kind: 'double', scan: { stationName: 'Laptop D' }, standing: { stationName: 'Laptop C' } } },
    ]);
    expect(station.opened.store.journal.unsent()).toBe(0);
  }
});

test('[SY-4] revoked in the cloud, the station hands in its journal and is empty; paired again it is the same station', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 5 });
  using station = cloudStation(cloud, 'Laptop E');
  await station.pair(door);
  await station.pullAll();
  await station.post('scan', { text: `IMP-${door.ticketIds[0]}`, via: 'scanner' });
  const stationId = station.engine.context.identity()?.scope.stationId;
  const revoked = await cloud.call(
    cloud.a.owner,
    'POST',
    `/api/orgs/${cloud.a.orgId}/stations/${stationId}/revoke`,
    {},
  );
  expect(revoked.status).toBeLessThan(300);
  await station.pullAll();
  expect(station.opened.store.tickets.rowCount(door.eventId)).toBe(0);
  expect(station.engine.context.identity()?.revoked).toBe(true);
  await station.pushAll();
  expect(station.opened.store.journal.unsent()).toBe(0);
  await station.pair(door);
  await station.pullAll();
  expect(station.engine.context.identity()?.scope.stationId).toBe(stationId);
  expect(station.opened.store.tickets.rowCount(door.eventId)).toBe(5);
  cloud.clock.now = addMs(cloud.clock.now, 30_000);
  expect(await station.post('scan', { text: `IMP-${door.ticketIds[0]}`, via: 'scanner' })).toMatchObject({
    verdict: { rule: 'CK-14' },
  });
});

test('[SY-2] what the cloud parked is tried again from the station, arrives once, and is no longer before anybody', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 3 });
  using station = cloudStation(cloud, 'Laptop G');
  await station.pair(door);
  await station.pullAll();
  await station.post('scan', { text: `IMP-${door.ticketIds[0]}`, via: 'scanner' });
  const ticket = `ticket_id = '${door.ticketIds[0]}'`;
  await cloud.root.query(`alter table app.scans add constraint not_this check (not (${ticket})) not valid`);
  await station.pushAll();
  const { journal } = station.opened.store;
  const [parked] = journal.parked(9);
  expect(parked).toMatchObject({ why: { code: 'not-storable' } });
  const inCloud = async () => {
    const { rows } = await cloud.root.query(`select count(*)::int as n from app.scans where ${ticket}`);
    const listed = await cloud.call(cloud.a.owner, 'GET', `/api/orgs/${cloud.a.orgId}/parked-operations`);
    const { items } = listed.body as { items: { opId: string }[] };
    return { scans: rows[0].n, parked: items.filter(({ opId }) => opId === parked?.opId).length };
  };
  expect(await inCloud()).toEqual({ scans: 0, parked: 1 });

  // Nothing has changed: it is parked once more, and still one thing to look at here.
  await station.post('retryParked', { opId: parked?.opId });
  await station.pushAll();
  expect(journal.parked(9)).toHaveLength(1);

  await cloud.root.query('alter table app.scans drop constraint not_this');
  await station.post('retryParked', { opId: parked?.opId });
  await station.pushAll();
  expect(journal.parked(9)).toEqual([]);
  expect(journal.unsent()).toBe(0);
  expect(await inCloud()).toEqual({ scans: 1, parked: 0 });
});

test('[SY-1] over HTTP the download is compressed, and news arrive by themselves', async () => {
  const door = await testDoor(cloud, cloud.b, { tickets: 2_500 });
  const server = serve({ fetch: cloud.app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise(resolve => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    using station = cloudStation(cloud, 'Laptop F', { fetch: fetchAt(`http://127.0.0.1:${port}`) });
    await station.pair(door);
    const loop = station.engine.run();
    try {
      await until(station.engine, () => station.opened.store.events.byId(door.eventId)?.roster.searchReady === true);
      expect(station.opened.store.tickets.rowCount(door.eventId)).toBe(2_500);
      const [late] = await addTickets(cloud, door, 1);
      await until(
        station.engine,
        () => late !== undefined && station.opened.store.tickets.byId(door.eventId, late) !== null,
      );
    } finally {
      await loop.stop();
    }
  } finally {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
});

/** Resolves when what the engine changed made it true. */
function until(engine: { port: { onChange: (listener: () => void) => void } }, holds: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (holds()) resolve();
    };
    engine.port.onChange(look);
    look();
  });
}

function never(): never {
  throw new Error('no ticket');
}
