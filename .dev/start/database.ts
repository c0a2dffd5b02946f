import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { type DatabaseRole, databaseRoles, type RolePasswords } from '../../cloud/db/roles.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';
import { runningCluster } from '../postgres/running-cluster.ts';
import { isStarterAlive } from './running.ts';

export type Database = {
  /** What the person is told about where the data is. */
  readonly where: string;
  readonly admin: ClientConfig;
  readonly passwords: RolePasswords | undefined;
  readonly tookOver: boolean;
  url(role: DatabaseRole): string;
  stop(): Promise<void>;
};

/** The Postgres that DATABASE_URL names, or one of our own in the data folder. */
export async function openDatabase(dataDir: string, databaseUrl: string | undefined): Promise<Database> {
  return databaseUrl ? foreignDatabase(dataDir, databaseUrl) : ownDatabase(dataDir);
}

/**
 * For tools: the database of an `npm start` that is under way, which stays as it is; otherwise the one that an earlier start has
 * left; where there is none they say so. Starting our Postgres a second time would take it away from under whoever uses it.
 */
export async function joinDatabase(dataDir: string, databaseUrl: string | undefined): Promise<Database> {
  if (databaseUrl) return foreignDatabase(dataDir, databaseUrl);
  if (!existsSync(path.join(dataDir, 'postgres', 'PG_VERSION')))
    throw new Error(
      `There is no data in ${dataDir} yet: \`npm start\` makes it. FOYER_DATA_DIR names another folder, DATABASE_URL another Postgres.`,
    );
  return isStarterAlive(dataDir)
    ? describe(dataDir, runningCluster(path.join(dataDir, 'postgres')))
    : ownDatabase(dataDir);
}

async function ownDatabase(dataDir: string): Promise<Database> {
  const cluster = await startCluster({ dataDir: path.join(dataDir, 'postgres'), durable: true });
  const database = describe(dataDir, cluster);
  try {
    await createDatabase({ ...database.admin, database: 'postgres' });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return database;
}

function describe(dataDir: string, cluster: Cluster): Database {
  const folder = path.join(dataDir, 'postgres');
  const { host, port, user } = cluster;
  const admin = { host, port, user, ...(cluster.password === undefined ? {} : { password: cluster.password }) };
  const passwords = cluster.password === undefined ? undefined : keptPasswords(dataDir);
  return {
    where: `Postgres in ${path.relative(process.cwd(), folder)}`,
    admin: { ...admin, database: name },
    passwords,
    tookOver: cluster.tookOver,
    url: role => {
      const password = passwords ? `:${passwords[role]}` : '';
      return `postgres://${role}${password}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`;
    },
    stop: cluster.stop,
  };
}

const name = 'foyer';

async function createDatabase(admin: ClientConfig): Promise<void> {
  const client = new Client(admin);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}

async function foreignDatabase(dataDir: string, databaseUrl: string): Promise<Database> {
  const url = URL.parse(databaseUrl);
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new Error(
      'DATABASE_URL is the address of a Postgres, such as postgres://administrator@127.0.0.1:5432/foyer.',
    );
  const passwords = keptPasswords(dataDir);
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new Error(
      `DATABASE_URL (${url.host}${url.pathname}) cannot be reached: ${error instanceof Error ? error.message : error}`,
    );
  }
  return {
    where: `Postgres at ${url.host}${url.pathname} (DATABASE_URL)`,
    admin: { connectionString: databaseUrl },
    passwords,
    tookOver: false,
    url: role => {
      const own = new URL(databaseUrl);
      own.username = role;
      own.password = passwords[role];
      return own.href;
    },
    stop: async () => {},
  };
}

/** The roles' passwords, made once and readable by us alone. */
function keptPasswords(dataDir: string): RolePasswords {
  const file = path.join(dataDir, 'database-roles.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = Object.fromEntries(databaseRoles.map(role => [role, randomBytes(24).toString('hex')])) as RolePasswords;
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
