import path from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex } from '../station/node-platform.ts';
import { stationMigrations, temporaryFolder } from '../testing/station-world.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { openBetterSqlite } from './open-better-sqlite.ts';
import { asRow, textOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';

function migrated(folder: string): SqlDatabase {
  const database = openBetterSqlite(path.join(folder, 'plan.db'));
  migrate(database, stationMigrations);
  return database;
}

test('0001: every table is strict, and the journal cannot be changed, shortened or given gaps', () => {
  using place = temporaryFolder();
  const database = migrated(place.folder);
  const tables = database
    .prepare(
      "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search_words%'",
    )
    .all()
    .map(asRow);
  expect(tables.length).toBeGreaterThan(15);
  expect(tables.filter(table => !/strict/.test(textOf(table, 'sql'))).map(table => table.name)).toEqual([]);
  database.exec(`insert into journals values (1, 'jnl', 't', '{}', 'u', 'now', 1, 0, null)`);
  const hash = sha256Hex('');
  const add = (seq: number) =>
    database.prepare(`insert into journal values (1, ?, 'op', 'now', null, '{}', ?, ?)`).run(seq, hash, hash);
  add(1);
  expect(() => add(3)).toThrow(/no gaps/);
  expect(() => database.exec("update journal set body = 'x'")).toThrow(/append-only/);
  expect(() => database.exec('delete from journal')).toThrow(/append-only/);
  expect(schemaVersion(database)).toBe(stationMigrations.length);
  database.close();
});

test('0001: what a scan asks is answered by an index, whatever the size of the roster', () => {
  using place = temporaryFolder();
  const database = migrated(place.folder);
  const planOf = (sql: string) =>
    database
      .prepare(`explain query plan ${sql}`)
      .all(...Array.from({ length: sql.split('?').length - 1 }, () => 'x'))
      .map(row => textOf(asRow(row), 'detail'))
      .join('; ');
  const hot = {
    'ticket by id': 'select * from tickets where event_no = ? and ticket_id = ?',
    'history of a ticket': 'select * from scans where event_no = ? and ticket_id = ?',
    'scan by id': 'select * from scans where scan_id = ?',
    'imported code': 'select * from imported_codes where code = ? limit 20',
    'people inside': 'select inside from zone_counts where event_no = ? and zone_id = ?',
    'last of the journal': 'select seq, hash from journal where journal_no = ? order by seq desc limit 1',
    'what is not sent': 'select * from journal where journal_no = ? and seq > ? order by seq limit ?',
    'tickets in order': 'select * from tickets where event_no = ? and ticket_id > ? order by ticket_id limit ?',
    'verdicts shown last': 'select answer from shown order by shown_no desc limit ?',
  };
  for (const [name, sql] of Object.entries(hot)) {
    const plan = planOf(sql);
    expect(plan, name).not.toMatch(/TEMP B-TREE/);
    if (name !== 'verdicts shown last') expect(plan, name).toMatch(/^SEARCH/);
  }
  expect(
    planOf(
      'select d.ticket_id from search_words join search_docs d on d.doc_no = search_words.rowid where search_words match ?',
    ),
  ).toMatch(/search_words VIRTUAL TABLE INDEX.*; SEARCH d USING INTEGER PRIMARY KEY/);
  database.close();
});

test('0002: a file of the version before keeps what it has counted, and tickets that leave are still taken off', () => {
  using place = temporaryFolder();
  const database = openBetterSqlite(path.join(place.folder, 'old.db'));
  migrate(database, stationMigrations.slice(0, 1));
  database.exec("insert into events (event_no, event_id, body, body_no) values (1, 'evt', '{}', 1)");
  const add = database.prepare(
    `insert into tickets (event_no, ticket_id, tier_id, state, order_state, order_size, search_key, imported_code)
     values (1, ?, 'tir', 'valid', 'paid', 1, '', ?)`,
  );
  for (const [ticketId, code] of [
    ['tkt_1', 'A'],
    ['tkt_2', 'B'],
  ] as const)
    add.run(ticketId, code);
  migrate(database, stationMigrations);
  database.exec("delete from tickets where ticket_id = 'tkt_1'");
  expect(database.prepare('select tier_id, valid from tier_counts').all()).toEqual([{ tier_id: 'tir', valid: 1 }]);
  expect(database.prepare('select code from imported_codes').all()).toEqual([{ code: 'B' }]);
  const triggers = "select name from sqlite_master where type = 'trigger' and tbl_name = 'tickets' order by name";
  expect(
    database
      .prepare(triggers)
      .all()
      .map(row => textOf(asRow(row), 'name')),
  ).toEqual(['tickets_fixed', 'tickets_out', 'tickets_uncoded']);
  database.close();
});
