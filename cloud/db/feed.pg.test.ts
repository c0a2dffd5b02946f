import { PgDialect } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { addTickets, testDoor } from '../testing/door.ts';
import { newsAreOut } from '../testing/news-are-out.ts';
import { feedSql, readFeed, snapshotCursor } from './feed.ts';
import { withTenant } from './with-tenant.ts';

const cloud = await testApp(await testDatabase());
const { db } = cloud.deps;
const { orgId } = cloud.a;
/** Where a station's feed begins that has read everything up to now. */
async function startOf(eventId: Parameters<typeof snapshotCursor>[2]): Promise<Cursor> {
  await newsAreOut(cloud.root);
  return withTenant(db, orgId, tx => snapshotCursor(tx, orgId, eventId));
}
type Cursor = { readonly xid: number; readonly kind: number; readonly id: string };
const readAll = (eventId: Parameters<typeof snapshotCursor>[2], cursor: Cursor) =>
  withTenant(db, orgId, tx => readFeed(tx, { orgId, eventId, cursor, limit: 2_000 }));

test('[SY-1] a transaction that began earlier and commits later is not passed by', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 2 });
  const [first, second] = door.ticketIds;
  const start = await startOf(door.eventId);
  const early = await cloud.root.connect();
  await early.query('begin');
  await early.query(`update app.tickets set seat = 'A1' where ticket_id = $1`, [first]);
  await cloud.root.query(`update app.tickets set seat = 'B2' where ticket_id = $1`, [second]);
  // The younger one is committed, the older one is not: neither is handed out yet.
  expect(await readAll(door.eventId, start)).toEqual([]);
  await early.query('commit');
  early.release();
  await newsAreOut(cloud.root);
  const rows = await readAll(door.eventId, start);
  expect(rows.map(row => row.id)).toEqual([first, second]);
  const [older, younger] = rows;
  expect(older?.xid).toBeLessThan(younger?.xid ?? 0);
});

test('[SY-1] a change to anything a door must know of its event is a change of the event', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 1 });
  const start = await startOf(door.eventId);
  await cloud.root.query(`update app.gates set name = 'North' where gate_id = $1`, [door.gateIds[0]]);
  await newsAreOut(cloud.root);
  expect(await readAll(door.eventId, start)).toMatchObject([{ kind: 0, id: door.eventId }]);
});

test('[SY-1] 16 writers who overtake each other, a reader all the while: nothing is skipped', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 0 });
  await cloud.root.query('create sequence app.rival; alter table app.tickets add column rival bigint');
  const start = await startOf(door.eventId);
  const seen = { watermark: new Set<string>(), sequence: new Set<string>() };
  const heldOpen = new HeldOpen();
  const writing = Promise.all(Array.from({ length: 16 }, (_, n) => write(cloud.root, door, n, heldOpen)));
  let cursor: Cursor = start;
  let rev = 0;
  let done = false;
  const written = writing.finally(() => {
    done = true;
  });
  for (let last = false; !last; ) {
    last = done;
    if (last) await newsAreOut(cloud.root);
    const rows = await readAll(door.eventId, cursor);
    for (const row of rows) seen.watermark.add(row.id);
    cursor = rows.at(-1) ?? cursor;
    rev = await readRival(cloud.root, door.eventId, rev, seen.sequence);
    heldOpen.wasRead();
    if (rows.length > 0) last = false;
  }
  const ids = (await written).flat();
  const skipped = (found: ReadonlySet<string>) => ids.filter(id => !found.has(id)).length;
  console.log(
    `feed under 16 writers: ${ids.length} rows, skipped by the watermark ${skipped(seen.watermark)}, by a sequence cursor ${skipped(seen.sequence)}`,
  );
  expect(ids).toHaveLength(16 * rowsEach);
  expect(skipped(seen.watermark)).toBe(0);
  // Otherwise nothing was proved.
  expect(skipped(seen.sequence)).toBeGreaterThan(0);
});

const rowsEach = 100;

/** Whoever holds a transaction open here goes on after the reader's next look, which has then seen what came later. */
class HeldOpen {
  readonly #waiting = new Set<() => void>();
  untilRead(): Promise<void> {
    return new Promise(resolve => this.#waiting.add(resolve));
  }
  wasRead(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

async function write(
  root: Pool,
  door: Awaited<ReturnType<typeof testDoor>>,
  writer: number,
  heldOpen: HeldOpen,
): Promise<string[]> {
  const client = await root.connect();
  const ids: string[] = [];
  while (ids.length < rowsEach) {
    const id = mintId('TicketId', cloud.deps.randomBytes);
    await client.query('begin');
    await client.query(
      `insert into app.tickets (org_id, event_id, ticket_id, tier_id, state, state_since, created_at, rival)
       values ($1, $2, $3, $4, 'valid', $5, $5, nextval('app.rival'))`,
      [door.org.orgId, door.eventId, id, door.tierId, cloud.clock.now],
    );
    if ((ids.length + writer) % 3 === 0) await heldOpen.untilRead();
    await client.query('commit');
    ids.push(id);
  }
  client.release();
  return ids;
}

/** What the feed would be with `rev > cursor`. */
async function readRival(root: Pool, eventId: string, rev: number, seen: Set<string>): Promise<number> {
  const { rows } = await root.query<{ ticket_id: string; rival: string }>(
    'select ticket_id, rival from app.tickets where event_id = $1 and rival > $2 order by rival',
    [eventId, rev],
  );
  for (const row of rows) seen.add(row.ticket_id);
  return Math.max(rev, ...rows.map(row => Number(row.rival)));
}

test('[SY-1] the cost of the feed follows the changes, not the roster', async () => {
  const door = await testDoor(cloud, cloud.a, { tickets: 5_000 });
  const start = await startOf(door.eventId);
  await addTickets(cloud, door, 20);
  const query = { orgId, eventId: door.eventId, cursor: start, limit: 2_001 };
  const { sql: text, params } = new PgDialect().sqlToQuery(feedSql(query));
  const client = await db.connect();
  // Tables of one page are read whole whatever their indexes; what matters is what the planner could do with large ones.
  await client.query(`begin; set local enable_seqscan = off; select set_config('app.org_id', '${orgId}', true)`);
  const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, params);
  await client.query('rollback');
  client.release();
  const plan = JSON.stringify(rows[0]['QUERY PLAN'][0].Plan);
  expect(plan.includes('Seq Scan')).toBe(false);
  for (const index of ['tickets_feed', 'scans_feed']) expect(plan.includes(`"${index}"`), index).toBe(true);
  const condition = /"Index Name":"tickets_feed".*?"Index Cond":"((?:[^"\\]|\\.)*)"/.exec(plan)?.[1] ?? '';
  expect(condition).toMatch(/xid >= /);
  expect(condition).toMatch(/xid < /);
  const buffers =
    rows[0]['QUERY PLAN'][0].Plan['Shared Hit Blocks'] + rows[0]['QUERY PLAN'][0].Plan['Shared Read Blocks'];
  expect(buffers).toBeLessThan(200);
  await newsAreOut(cloud.root);
  expect(await readAll(door.eventId, start)).toHaveLength(20);
});
