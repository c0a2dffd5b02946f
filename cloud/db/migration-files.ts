import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type MigrationFile = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Asserts that must hold right after, in the same transaction: `0002_tickets.check.sql`. */
  readonly check: string | undefined;
  readonly sha256: string;
};

/** The migrations of a folder in order. A gap, a number used twice or a name that says nothing is a fault. */
export function readMigrationFiles(folder: string): MigrationFile[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.sql') && name !== 'schema.sql');
  const checks = new Set(names.filter(name => name.endsWith('.check.sql')));
  const files = names.filter(name => !checks.has(name)).sort();
  const migrations = files.map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
    if (number !== index + 1)
      throw new Error(
        `migration ${name}: the next file must be called ${String(index + 1).padStart(4, '0')}_what_it_does.sql`,
      );
    const sql = readFileSync(path.join(folder, name), 'utf8');
    const checkName = checkNameOf(name);
    const check = checks.delete(checkName) ? readFileSync(path.join(folder, checkName), 'utf8') : undefined;
    return { number, name, sql, check, sha256: createHash('sha256').update(sql).digest('hex') };
  });
  if (checks.size > 0) throw new Error(`these checks belong to no migration: ${[...checks].join(', ')}`);
  return migrations;
}

export function checkNameOf(name: string): string {
  return name.replace(/\.sql$/, '.check.sql');
}
