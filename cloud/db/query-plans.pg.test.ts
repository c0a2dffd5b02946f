import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';

const database = await testDatabase();
const cloud = await testApp(database);
const { a, b, root } = cloud;

/** Many small organizations beside ours, as in a deployment: a plan that reads others' rows would show. */
await root.query(
  `insert into app.org_directory (org_id, slug, created_at) select 'org_' || n, 'o' || n, $1 from generate_series(1, 40) n`,
  [cloud.clock.now],
);
await root.query(
  `insert into app.organizations (org_id, name, zone, currency, created_at, updated_at)
   select 'org_' || n, 'O', 'UTC', 'EUR', $1, $1 from generate_series(1, 40) n`,
  [cloud.clock.now],
);
await root.query(
  `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, created_at, updated_at)
   select o.org_id, 'evt_' || n, lpad(n::text, 10, '0'), 'E', 'UTC', $1, $1, $2, $1, $1
   from app.organizations o, generate_series(1, 5) n`,
  [cloud.clock.now, addMs(cloud.clock.now, 3_600_000)],
);
await root.query(
  `insert into app.tiers (org_id, event_id, tier_id, number, name, price_minor, currency)
   select org_id, event_id, 'tir_1', 1, 'T', 0, 'EUR' from app.events`,
);
await root.query(
  `insert into app.orders (org_id, order_id, event_id, ref, state, channel, total_minor, currency, quote, input_hash, search_key, created_at, updated_at)
   select e.org_id, 'ord_' || e.event_id || n, e.event_id, lpad(n::text, 5, '0'), 'paid', 'api', 0, 'EUR', '{}', 'x', 'anna ' || n, $1, $1
   from app.events e, generate_series(1, 60) n`,
  [cloud.clock.now],
);
await root.query(
  `insert into app.tickets (org_id, event_id, ticket_id, order_id, tier_id, state, state_since, search_key, created_at)
   select o.org_id, o.event_id, 'tkt_' || o.order_id, o.order_id, 'tir_1', 'valid', $1, o.search_key, $1 from app.orders o`,
  [cloud.clock.now],
);
await root.query('analyze');

const event = 'evt_3';
const hot: readonly (readonly [what: string, table: string, sql: string])[] = [
  [
    'a ticket by its id',
    'tickets',
    `select * from app.tickets where org_id = $1 and event_id = '${event}' and ticket_id = 'tkt_ord_${event}7'`,
  ],
  [
    'the tickets of an order',
    'tickets',
    `select * from app.tickets where org_id = $1 and event_id = '${event}' and order_id = 'ord_${event}7'`,
  ],
  [
    'the feed after a cursor',
    'tickets',
    `select * from app.tickets where org_id = $1 and event_id = '${event}' and (xid, ticket_id) > (5, 'tkt_') order by xid, ticket_id limit 100`,
  ],
  [
    'a page of a snapshot',
    'tickets',
    `select * from app.tickets where org_id = $1 and event_id = '${event}' and ticket_id > 'tkt_' order by ticket_id limit 100`,
  ],
  [
    'a search by the start of a name',
    'tickets',
    `select * from app.tickets where org_id = $1 and event_id = '${event}' and search_key >= 'anna' and search_key < 'annb' order by search_key limit 50`,
  ],
  ['an order by its id', 'orders', `select * from app.orders where org_id = $1 and order_id = 'ord_${event}7'`],
  [
    'a page of orders, the latest first',
    'orders',
    `select * from app.orders where org_id = $1 and event_id = '${event}' order by created_at desc, order_id desc limit 50`,
  ],
  [
    'the orders of an e-mail address',
    'orders',
    `select * from app.orders where org_id = $1 and event_id = '${event}' and buyer_key = hashtextextended(lower('7@Example.org'), 0)`,
  ],
  [
    'the checkouts of a network address',
    'checkout_traces',
    `select * from app.checkout_traces where org_id = $1 and event_id = '${event}' and network = app.network_of('2001:db8::9')`,
  ],
  [
    'the events of an organization',
    'events',
    'select * from app.events where org_id = $1 order by starts_at, event_id limit 50',
  ],
  [
    'holds that are due',
    'holds',
    `select * from app.holds where org_id = $1 and state = 'held' and lapses_at <= '2026-11-22'`,
  ],
  ['the audit log, the latest first', 'audit', 'select * from app.audit where org_id = $1 order by seq desc limit 50'],
];

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
};

test.each(hot)('under row-level security an index leads to the organization: %s', async (_what, table, sql) => {
  const client = await cloud.deps.db.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.org_id', $1, true)`, [a.orgId]);
    const seen = await client.query('select current_user as who');
    expect(seen.rows).toEqual([{ who: 'foyer_app' }]);
    // Tiny tables are read whole whatever the index; the question is whether the index can be used at all.
    await client.query('set local enable_seqscan = off');
    const { rows } = await client.query(`explain (analyze, format json) ${sql}`, [a.orgId]);
    const scans = scansOf(rows[0]['QUERY PLAN'][0].Plan).filter(
      plan => plan['Relation Name'] === table || plan['Node Type'] === 'Bitmap Index Scan',
    );
    expect(scans.length).toBeGreaterThan(0);
    for (const scan of scans.filter(plan => plan['Node Type'] !== 'Bitmap Heap Scan'))
      expect(scan['Index Cond']).toContain('org_id');
    expect(scans.reduce((sum, scan) => sum + (scan['Rows Removed by Filter'] ?? 0), 0)).toBe(0);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('an organization sees its own rows of these tables, and they are as many as those of others', async () => {
  const count = async (orgId: string) => {
    const client = await cloud.deps.db.connect();
    await client.query('begin');
    await client.query(`select set_config('app.org_id', $1, true)`, [orgId]);
    const { rows } = await client.query('select count(*)::int as count from app.tickets');
    await client.query('rollback');
    client.release();
    return rows[0].count;
  };
  expect([await count(a.orgId), await count(b.orgId)]).toEqual([300, 300]);
});

function scansOf(plan: Plan): Plan[] {
  const own = /Scan$/.test(plan['Node Type']) ? [plan] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansOf)];
}

test('[IN-5] what places are taken by is found by index, also on a connection that asked while there was nothing yet', async () => {
  const pool = database.pool('foyer_app');
  const client = await pool.connect();
  const ask = async () => {
    await client.query('begin');
    await client.query(`select set_config('app.org_id', $1, true)`, [a.orgId]);
    await client.query('select * from app.open_placing($1, $2, $3, $4, $5, $6)', [
      ...[a.orgId, event, ['ord_new'], ['pol_1'], ['NEW']],
      cloud.clock.now,
    ]);
    const { rows } = await client.query(
      `select relname, seq_tup_read::int as read from pg_stat_xact_user_tables where schemaname = 'app' and seq_tup_read > 0`,
    );
    await client.query('rollback');
    return rows;
  };
  await ask();
  await root.query(
    `insert into app.holds (org_id, hold_id, event_id, order_id, places, lapses_at, created_at)
     select o.org_id, 'hld_' || o.order_id, o.event_id, o.order_id, '[]', $1, $2 from app.orders o`,
    [addMs(cloud.clock.now, 600_000), cloud.clock.now],
  );
  await root.query(
    `insert into app.idempotency (org_id, verb, key, input_hash, answer, created_at)
     select o.org_id, 'order.place', o.order_id, 'x', '{}', $1 from app.orders o`,
    [cloud.clock.now],
  );
  expect(await ask()).toEqual([]);
  client.release();
});
