import { makeWorkerUtils } from 'graphile-worker';
import { Client, type ClientConfig, Pool } from 'pg';
import { checkNameOf, type MigrationFile, readMigrationFiles } from './migration-files.ts';
import { ensureRoles, grantDatabase, type RolePasswords } from './roles.ts';

export type MigrateOptions = {
  /** An administrator of the database: may create roles and act as them. */
  readonly admin: ClientConfig;
  /** Where `0001_what_it_does.sql` and its successors stand. */
  readonly folder: string;
  readonly now: Date;
  /** Where the server asks for passwords. A cluster of our own is guarded by its socket's folder instead. */
  readonly passwords?: RolePasswords;
};

/**
 * Brings a database to the newest schema: roles, job queue, then each migration in a transaction of its own. Starters
 * that come at the same time wait for each other. Answers the names of what it applied.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = readMigrationFiles(options.folder);
  const admin = new Client(options.admin);
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [starterLock]);
    await ensureRoles(admin, options.passwords);
    await grantDatabase(admin, await currentDatabase(admin));
    await installQueue(admin, options.admin);
    await admin.query('set role foyer_owner');
    return await applyFiles(admin, files, options.now);
  } finally {
    await admin.end();
  }
}

const starterLock = 0x666f7965;

async function currentDatabase(admin: Client): Promise<string> {
  const { rows } = await admin.query<{ name: string }>('select current_database() as name');
  const name = rows[0]?.name;
  if (name === undefined) throw new Error('a connection has a database');
  return name;
}

async function installQueue(admin: Client, config: ClientConfig): Promise<void> {
  const { rows } = await admin.query("select to_regclass('graphile_worker.migrations') as present");
  if (rows[0]?.present === null)
    await admin.query('create schema if not exists graphile_worker authorization foyer_worker');
  const name = await currentDatabase(admin);
  // The queue's own first migration says "create schema if not exists", which asks for the right even when it exists.
  await admin.query(`grant create on database "${name.replaceAll('"', '""')}" to foyer_worker`);
  const pool = new Pool({ ...config, max: 1 });
  pool.on('error', () => {});
  pool.on('connect', client => client.query('set role foyer_worker'));
  try {
    const utils = await makeWorkerUtils({ pgPool: pool, noPreparedStatements: true });
    await utils.migrate();
    await utils.release();
  } finally {
    await pool.end();
    await admin.query(`revoke create on database "${name.replaceAll('"', '""')}" from foyer_worker`);
  }
}

async function applyFiles(owner: Client, files: readonly MigrationFile[], now: Date): Promise<string[]> {
  await owner.query('create schema if not exists migrations');
  await owner.query(`create table if not exists migrations.applied (
    number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null)`);
  const { rows } = await owner.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from migrations.applied order by number',
  );
  const newest = files.at(-1)?.number ?? 0;
  const unknown = rows.find(row => row.number > newest);
  if (unknown)
    throw new Error(
      `the database already has migration ${unknown.name}, which this version of the program does not know`,
    );
  const applied: string[] = [];
  for (const file of files) {
    const before = rows.find(row => row.number === file.number);
    if (before === undefined) {
      await applyFile(owner, file, now);
      applied.push(file.name);
    } else if (before.sha256 !== file.sha256)
      throw new Error(
        `migration ${file.name} was changed after it had been applied (as ${before.name}): add a new migration instead, or start over with an empty database`,
      );
  }
  return applied;
}

async function applyFile(owner: Client, file: MigrationFile, now: Date): Promise<void> {
  await owner.query('begin');
  try {
    await runPart(owner, file.name, file.sql);
    if (file.check !== undefined) await runPart(owner, checkNameOf(file.name), file.check);
    await owner.query('insert into migrations.applied (number, name, sha256, applied_at) values ($1, $2, $3, $4)', [
      file.number,
      file.name,
      file.sha256,
      now,
    ]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}

async function runPart(owner: Client, name: string, sql: string): Promise<void> {
  try {
    await owner.query(sql);
  } catch (error) {
    throw new Error(`migration ${name}: ${explain(error, sql)}`, { cause: error });
  }
}

function explain(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = 'position' in error ? Number(error.position) : Number.NaN;
  if (Number.isNaN(position)) return error.message;
  return `line ${sql.slice(0, position).split('\n').length}: ${error.message}`;
}
