import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { refusal } from '#shared/kernel/refusal.ts';
import { asRow, intOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';

export type StationMigration = { readonly number: number; readonly name: string; readonly sql: string };

/** The steps of `migrations/station` in order. A gap or a name that says nothing is a fault. */
export function readStationMigrations(folder: string): readonly StationMigration[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql') && name !== 'schema.sql')
    .sort();
  return names.map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
    if (number !== index + 1) throw new Error(`migration ${name}: expected number ${index + 1}`);
    return { number, name, sql: readFileSync(path.join(folder, name), 'utf8') };
  });
}

/** Brings a file to the newest schema, each step whole or not at all. A file from a newer version is left alone and refused. */
export function migrate(database: SqlDatabase, migrations: readonly StationMigration[]): void {
  const version = schemaVersion(database);
  if (version > migrations.length)
    throw refusal('storage-damaged', { what: 'newer-version', fileVersion: version, knownVersion: migrations.length });
  for (const migration of migrations.slice(version)) {
    database.exec('begin immediate');
    try {
      database.exec(migration.sql);
      database.exec(`pragma user_version = ${migration.number}`);
      database.exec('commit');
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      throw error;
    }
  }
}

export function schemaVersion(database: SqlDatabase): number {
  return intOf(asRow(database.pragma('user_version')[0]), 'user_version');
}
