import { expect, test } from 'vitest';
import { testDatabase } from '../database.ts';
import { catalogueFaults, tenantTables } from './catalogue-faults.ts';

const database = await testDatabase();
const root = database.pool('postgres');

test('every table of an organization is behind the wall, and every door in it is listed', async () => {
  expect(await catalogueFaults(root)).toEqual([]);
  expect((await tenantTables(root)).length).toBeGreaterThan(20);
});

const planted: readonly (readonly [name: string, sql: string, sentence: string])[] = [
  [
    'a table without any of it',
    'create table app.coats (coat_id text primary key)',
    'coats has no org_id that is never null',
  ],
  [
    'row-level security that is not forced',
    'alter table app.events no force row level security',
    'events does not force',
  ],
  ['row-level security switched off', 'alter table app.events disable row level security', 'events does not force'],
  [
    'a second policy',
    'create policy all_of_it on app.events using (true)',
    'events does not have exactly the one tenant policy',
  ],
  [
    'a policy of another form',
    'alter policy tenant on app.events using (true)',
    'events does not have exactly the one tenant policy',
  ],
  [
    'a policy for some roles',
    'alter policy tenant on app.events to foyer_worker',
    'events does not have exactly the one tenant policy',
  ],
  ['a unique key of one column', 'create unique index leak on app.orders (ref)', 'app.leak does not start with org_id'],
  [
    'a foreign key of one column',
    'create unique index e on app.events (event_id); alter table app.scans add constraint leak foreign key (event_id) references app.events (event_id)',
    'scans: foreign key leak does not start with org_id',
  ],
  [
    'a foreign key without an index',
    'drop index app.holds_order',
    'holds: foreign key holds_org_id_event_id_order_id_fkey has no index',
  ],
  [
    'an enum',
    `create type app.mood as enum ('good'); alter table app.events add column mood app.mood`,
    'events.mood is an enum',
  ],
  ['a view of the owner', 'create view app.all_events as select * from app.events', 'all_events is a view that reads'],
  [
    'a materialized view',
    'create materialized view app.all_events as select * from app.events',
    'all_events is a materialized view',
  ],
  ['a role that bypasses', 'alter role foyer_app bypassrls', 'role foyer_app could go round'],
  ['a role that is another', 'grant foyer_owner to foyer_app', 'role foyer_app is a member of foyer_owner'],
  ['a role that owns', 'alter table app.gates owner to foyer_app', 'role foyer_app owns'],
  ['a role that may truncate', 'grant truncate on app.gates to foyer_app', 'role foyer_app may TRUNCATE gates'],
  [
    'a global table in the open',
    'grant select on app.device_tokens to foyer_app',
    'reaches the global table device_tokens',
  ],
  ['an audit log open to writing', 'grant update on app.audit to foyer_app', 'may write to the audit log'],
  ['an open schema', 'grant usage on schema auth to foyer_app', 'may enter schema auth'],
  [
    'a door that is not listed',
    'create function app.peek() returns bigint language sql security definer set search_path = pg_catalog as $$ select count(*) from app.events $$',
    'peek runs as its owner and is not on the list',
  ],
  ['a door open to everybody', 'grant execute on function app.org_ids to public', 'org_ids can be called by everybody'],
  [
    'a door that looks things up anywhere',
    'alter function app.org_ids reset search_path',
    'org_ids has no pinned search_path',
  ],
];

test.each(planted)('a planted fault is found: %s', async (_name, sql, sentence) => {
  const client = await root.connect();
  try {
    await client.query('begin');
    await client.query(sql);
    expect((await catalogueFaults(client)).join('\n')).toContain(sentence);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
