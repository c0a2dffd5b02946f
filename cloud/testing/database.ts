import { Client, Pool, type PoolConfig } from 'pg';
import { afterAll, inject } from 'vitest';
import { type DatabaseRole, grantDatabase } from '../db/roles.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The cluster of this run, and the migrated database that tests copy. */
    postgres: {
      readonly host: string;
      readonly port: number;
      readonly password: string | undefined;
      readonly template: string;
    };
  }
}

export type TestDatabase = {
  readonly name: string;
  /** How to connect as a role; `postgres` is the superuser. */
  config(role: DatabaseRole | 'postgres'): PoolConfig & { host: string; port: number; database: string; user: string };
  /** A pool as a role, closed when the database is dropped. */
  pool(role: DatabaseRole | 'postgres'): Pool;
  drop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A migrated, empty database for this test file, dropped at its end: `const database = await testDatabase();` at the top. */
export async function testDatabase(): Promise<TestDatabase> {
  const created = createTestDatabase();
  afterAll(async () => (await created).drop());
  return created;
}

let count = 0;

/** A migrated, empty database for a single test: `await using database = await createTestDatabase();`. About 30 ms. */
export async function createTestDatabase(options: { migrated?: boolean; copyOf?: string } = {}): Promise<TestDatabase> {
  const { host, port, password, template } = inject('postgres');
  const name = `t_${process.pid}_${process.env.VITEST_POOL_ID ?? '0'}_${++count}`;
  const config: TestDatabase['config'] = role => ({
    host,
    port,
    database: name,
    user: role,
    ...(password === undefined ? {} : { password }),
  });
  const asAdmin = async (work: (client: Client) => Promise<unknown>) => {
    const client = new Client({ ...config('postgres'), database: 'postgres' });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  await asAdmin(async client => {
    const source = options.migrated === false ? 'template0' : (options.copyOf ?? template);
    await client.query(`create database ${name} template ${source} strategy file_copy`);
    if (options.migrated !== false) await grantDatabase(client, name);
  });
  const pools: Pool[] = [];
  const drop = async () => {
    await Promise.allSettled(pools.splice(0).map(pool => (pool.ended ? undefined : pool.end())));
    await asAdmin(client => client.query(`drop database if exists ${name} with (force)`));
  };
  const pool: TestDatabase['pool'] = role => {
    const made = new Pool({ ...config(role), max: 20 });
    // Backends outlive end() for a moment, and dropping the database then ends them with an error that concerns nobody.
    made.on('error', () => {});
    pools.push(made);
    return made;
  };
  return { name, config, pool, drop, [Symbol.asyncDispose]: drop };
}
