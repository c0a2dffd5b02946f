import { rmSync } from 'node:fs';
import path from 'node:path';
import { Client, Pool } from 'pg';
import { migrate } from '../../cloud/db/migrate.ts';
import { grantDatabase } from '../../cloud/db/roles.ts';
import type { TestDatabase } from '../../cloud/testing/database.ts';
import { startCluster } from './cluster.ts';
import { throwAwayHome } from './throw-away-home.ts';

export type Databases = { create(copyOf?: string): Promise<TestDatabase>; stop(): Promise<void> };

/**
 * A throw-away cluster with one migrated database, and copies of it on demand: what the tests have, outside the test runner. When the
 * migrations fail nothing of it stays.
 */
export async function throwAwayDatabases(migrations: string): Promise<Databases> {
  const home = await throwAwayHome('foyer-isolation-');
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(home, { recursive: true, force: true }));
  const cluster = await startCluster({ dataDir: path.join(home, 'data'), durable: false });
  undo.defer(() => cluster.stop());
  const { host, port, user, password } = cluster;
  const admin = { host, port, user, ...(password === undefined ? {} : { password }) };
  const asAdmin = async (work: (client: Client) => Promise<unknown>) => {
    const client = new Client({ ...admin, database: 'postgres' });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  await asAdmin(client => client.query('create database tmpl'));
  await migrate({ admin: { ...admin, database: 'tmpl' }, folder: migrations, now: new Date() });
  let count = 0;
  const create = async (copyOf = 'tmpl'): Promise<TestDatabase> => {
    const name = `copy_${++count}`;
    await asAdmin(async client => {
      await client.query(`create database ${name} template ${copyOf} strategy file_copy`);
      await grantDatabase(client, name);
    });
    const pools: Pool[] = [];
    const config: TestDatabase['config'] = role => ({ ...admin, database: name, user: role });
    const drop = async () => {
      await Promise.allSettled(pools.splice(0).map(pool => (pool.ended ? undefined : pool.end())));
      await asAdmin(client => client.query(`drop database if exists ${name} with (force)`));
    };
    const pool: TestDatabase['pool'] = role => {
      const made = new Pool({ ...config(role), max: 10 });
      made.on('error', () => {});
      pools.push(made);
      return made;
    };
    return { name, config, pool, drop, [Symbol.asyncDispose]: drop };
  };
  const running = undo.move();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= running.disposeAsync();
    return stopping;
  };
  return { create, stop };
}
