import { expect, test } from 'vitest';
import type { ScanAnswer } from '#shared/api/station.ts';
import { anId } from '#shared/testing/an-id.ts';
import { openBetterSqlite } from '../store/open-better-sqlite.ts';
import { Crash, type CrashPlan, crashingDatabase } from './crashing-database.ts';
import { codeOf, someTickets, testEvent } from './station-world.ts';
import { syncedStation } from './synced-station.ts';

const eventId = testEvent().eventId;

/**
 * Pairing, download, scans, upload, changes: once through without a crash to count the writes, then again and again with a crash at
 * another point each time, going on after it as a restarted station does. What was shown must be in the cloud exactly once, and the
 * mirror must be the cloud's, row for row.
 */
async function night(plan: CrashPlan): Promise<number> {
  const driver = crashingDatabase(openBetterSqlite);
  using world = syncedStation({ tickets: someTickets(40) });
  world.restart({ openDatabase: driver.open });
  world.cloud.snapshotRows = 15;
  driver.writes = 0;
  driver.plan = plan;
  const shown: string[] = [];
  const survive = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    if (!driver.crashed()) return false;
    driver.revive();
    world.restart({ openDatabase: driver.open });
    return true;
  };
  const steps: (() => Promise<unknown>)[] = [
    () => world.pair(),
    ...[1, 2, 3].map(n => async () => {
      const answer = await world.post('scan', { text: codeOf({ ticketId: anId('TicketId', n) }), via: 'scanner' });
      if (answer.status === 200) shown.push((answer.body as ScanAnswer).scanId);
    }),
    () => world.engine.pushStep(),
    async () => {
      for (const ticket of someTickets(5, () => ({ state: 'refunded', stateSince: world.clock.now() })))
        world.cloud.putTicket(ticket);
      await world.pullAll();
    },
    async () => {
      const undone = shown[0];
      if (undone !== undefined) await world.post('undo', { scanId: undone, reason: 'a mistake' });
    },
  ];
  for (const step of steps) {
    world.clock.advance(5_000);
    if (await survive(step)) await survive(step);
  }
  const settle = [() => world.pullAll(), () => world.pushAll(), () => world.pullAll()];
  if (world.engine.context.identity() === null) settle.unshift(() => world.pair());
  for (const step of settle) if (await survive(step)) await step();
  const { store } = world.opened;
  expect(store.journal.unsent()).toBe(0);
  // A refusal is shown too, and makes no history: both are looked for among what the station handed in.
  const told = [...world.cloud.journals.values()].flatMap(journal => journal.ops.map(op => op.opId));
  for (const scanId of shown)
    expect(
      told.filter(opId => opId === scanId),
      scanId,
    ).toHaveLength(1);
  for (const ticket of world.cloud.tickets.values())
    expect(store.tickets.byId(eventId, ticket.ticketId)).toEqual(ticket);
  for (const scan of world.cloud.scans.values())
    expect(store.scans.ofTicket(eventId, scan.ticketId)).toContainEqual(scan);
  const inside = new Set([...world.cloud.scans.values()].map(scan => scan.ticketId));
  const counted = [...inside].filter(id => {
    const scans = store.scans.ofTicket(eventId, id);
    return scans.some(scan => scan.kind === 'in' && !scans.some(other => other.undoes === scan.scanId));
  });
  expect(store.scans.insideCheckpoint(eventId, anId('CheckpointId', 1))).toBe(counted.length);
  expect(store.tickets.search(eventId, 'holder', 50).tickets).toHaveLength(40);
  return driver.writes;
}

test('[SY-1] [SY-3] a crash before any write or after any commit loses nothing that was shown and doubles nothing', async () => {
  const writes = await night(null);
  expect(writes).toBeGreaterThan(100);
  const stride = Math.max(1, Math.floor(writes / 25));
  for (let at = 1; at <= writes; at += stride) await night({ kind: 'before-write', left: at });
  for (let at = 1; at <= 25; at += 4) await night({ kind: 'after-commit', left: at });
}, 300_000);
