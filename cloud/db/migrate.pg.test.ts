import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

test('no role of ours can step over row-level security', async () => {
  await using database = await createTestDatabase();
  const { rows } = await database
    .pool('foyer_app')
    .query("select rolname from pg_roles where rolname like 'foyer%' and (rolsuper or rolbypassrls or rolcreaterole)");
  expect(rows).toEqual([]);
});
