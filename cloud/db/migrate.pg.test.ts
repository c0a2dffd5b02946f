import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { migrate } from './migrate.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'foyer-migrations-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date('2026-11-22T12:00:00Z');
const write = (name: string, sql: string) => writeFileSync(path.join(folder, name), sql);

test('migrations are applied once, in order, by the owner', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  write('0001_first.sql', 'create schema app; create table app.a (n int);');
  expect(await migrate({ admin, folder, now })).toEqual(['0001_first.sql']);
  write('0002_second.sql', 'insert into app.a values (1);');
  expect(await migrate({ admin, folder, now })).toEqual(['0002_second.sql']);
  expect(await migrate({ admin, folder, now })).toEqual([]);
  const { rows } = await database.pool('foyer_owner').query('select n from app.a');
  expect(rows).toEqual([{ n: 1 }]);
});

test('a migration that fails leaves nothing behind and names its line', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  write('0001_first.sql', 'create schema app;');
  write('0002_second.sql', 'create table app.b (n int);\n\nselect nonsense;');
  await expect(migrate({ admin, folder, now })).rejects.toThrow('migration 0002_second.sql: line 3: column "nonsense"');
  const { rows } = await database.pool('postgres').query("select to_regclass('app.b') as b");
  expect(rows).toEqual([{ b: null }]);
});

test('a migration that was changed after it had been applied is an error', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  write('0001_first.sql', 'create schema app;');
  write('0002_second.sql', 'select 1;');
  await migrate({ admin, folder, now });
  write('0001_first.sql', 'create schema app; -- again');
  await expect(migrate({ admin, folder, now })).rejects.toThrow('0001_first.sql was changed after it had been applied');
});

test('two starters at the same moment do not collide', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  const reports = await Promise.all([migrate({ admin, folder, now }), migrate({ admin, folder, now })]);
  expect(reports.flat().sort()).toEqual(['0001_first.sql', '0002_second.sql']);
});

test('a check that raises undoes its migration and is named', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  const checked = mkdtempSync(path.join(tmpdir(), 'foyer-checked-'));
  writeFileSync(path.join(checked, '0001_first.sql'), 'create schema app; create table app.c (n int);');
  const check = "do $$ begin if not exists (select from app.c) then raise exception 'nothing in c'; end if; end $$;";
  writeFileSync(path.join(checked, '0001_first.check.sql'), check);
  await expect(migrate({ admin, folder: checked, now })).rejects.toThrow(
    'migration 0001_first.check.sql: nothing in c',
  );
  const { rows } = await database.pool('postgres').query("select to_regclass('app.c') as c");
  expect(rows).toEqual([{ c: null }]);
  writeFileSync(path.join(checked, '0001_first.sql'), 'create schema app; create table app.c as select 1 as n;');
  expect(await migrate({ admin, folder: checked, now })).toEqual(['0001_first.sql']);
  rmSync(checked, { recursive: true });
});

test('[WL-6] what was written before forgets those who had left, of every organization, and the walls between them stand again', async () => {
  await using database = await createTestDatabase({ migrated: false });
  const admin = database.config('postgres');
  const until = mkdtempSync(path.join(tmpdir(), 'foyer-until-'));
  const real = path.resolve(import.meta.dirname, '../../migrations/cloud');
  const files = readdirSync(real).filter(name => /^\d{4}/.test(name) && name < '0028');
  for (const name of files) copyFileSync(path.join(real, name), path.join(until, name));
  await migrate({ admin, folder: until, now });
  rmSync(until, { recursive: true });
  const root = new Client(admin);
  await root.connect();
  await root.query('set session_replication_role = replica');
  for (const [org, state] of [
    ['org_a', 'left'],
    ['org_b', 'left'],
    ['org_b', 'waiting'],
  ]) {
    await root.query(
      `insert into app.waiting_list (org_id, event_id, entry_id, tier_id, email, quantity, state, created_at)
       values ($1, 'evt_1', $2, 'tir_1', '', 1, $2, $3)`,
      [org, state, now],
    );
    await root.query(
      `insert into app.mails (org_id, mail_id, event_id, kind, recipient, language, about, queued_at)
       values ($1, $2, 'evt_1', 'waiting-list-joined', 'ada@example.org', 'en', jsonb_build_object('entryId', $2::text), $3)`,
      [org, state, now],
    );
  }
  expect((await migrate({ admin, folder: real, now }))[0]).toBe('0028_forgotten_recipients.sql');
  const { rows } = await root.query('select org_id, recipient, state from app.mails order by org_id, mail_id');
  expect(rows).toEqual([
    { org_id: 'org_a', recipient: '', state: 'failed' },
    { org_id: 'org_b', recipient: '', state: 'failed' },
    { org_id: 'org_b', recipient: 'ada@example.org', state: 'queued' },
  ]);
  const check = readFileSync(path.join(real, '0028_forgotten_recipients.check.sql'), 'utf8');
  await root.query(check);
  await root.query('alter table app.mails no force row level security');
  await expect(root.query(check)).rejects.toThrow('row-level security is not forced on mails');
  await root.end();
});

test('no role of ours can step over row-level security', async () => {
  await using database = await createTestDatabase();
  const { rows } = await database
    .pool('foyer_app')
    .query("select rolname from pg_roles where rolname like 'foyer%' and (rolsuper or rolbypassrls or rolcreaterole)");
  expect(rows).toEqual([]);
});
