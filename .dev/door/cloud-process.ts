import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client, Pool } from 'pg';
import { migrate } from '../../cloud/db/migrate.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';
import { endProcess, firstMatch } from './child-process.ts';

export type CloudProcess = {
  readonly url: string;
  /** As superuser: for filling tables and for looking at what arrived. */
  readonly root: Pool;
  readonly pid: () => number | undefined;
  readonly databasePid: number;
  /** Pulls the plug: the process is gone, whatever it was doing. */
  readonly unplug: () => Promise<void>;
  /** The same address as before. */
  readonly plugIn: () => Promise<void>;
  /** Another server over the same database, by its file in the repository. */
  readonly beside: (entry: string) => Promise<OtherProcess>;
  readonly stop: () => Promise<void>;
};

export type OtherProcess = {
  readonly url: string;
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The cloud as it ships, in a process of its own, over a Postgres that is made for this run and removed after it, also when the
 * cloud does not start.
 */
export async function startCloudProcess(options: {
  readonly home: string;
  /** Waits for the disk as a real one does. */
  readonly durable: boolean;
}): Promise<CloudProcess> {
  const dataDir = path.join(options.home, 'postgres');
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const cluster = await startCluster({ dataDir, durable: options.durable });
  undo.defer(() => cluster.stop());
  const pool = new Pool({ ...(await migratedDatabase(cluster)), max: 4 });
  pool.on('error', () => {});
  undo.defer(() => pool.end());
  let child: ChildProcess | null = null;
  let port = 0;
  const plugIn = async () => {
    const started = await startServer(cluster, 'cloud/server.ts', port);
    child = started.process;
    port = started.port;
  };
  const unplug = async () => {
    if (child !== null) await endProcess(child, 'SIGKILL');
    child = null;
  };
  await plugIn();
  undo.defer(unplug);
  const running = undo.move();
  return {
    url: `http://127.0.0.1:${port}`,
    root: pool,
    pid: () => child?.pid,
    databasePid: cluster.pid,
    unplug,
    plugIn,
    beside: async entry => {
      const { process: other, port: otherPort } = await startServer(cluster, entry, 0);
      return {
        url: `http://127.0.0.1:${otherPort}`,
        pid: other.pid,
        stop: () => endProcess(other, 'SIGTERM'),
      };
    },
    stop: () => running.disposeAsync(),
  };
}

async function migratedDatabase({ host, port, user, password }: Cluster) {
  const admin = { host, port, user, database: 'foyer', ...(password === undefined ? {} : { password }) };
  const client = new Client({ ...admin, database: 'postgres' });
  await client.connect();
  try {
    await client.query('create database foyer');
  } finally {
    await client.end();
  }
  await migrate({ admin, folder: path.join(root, 'migrations/cloud'), now: new Date() });
  return admin;
}

async function startServer({ host, port }: Cluster, entry: string, at: number) {
  const databaseUrl = (role: string) =>
    `postgres://${role}@localhost/foyer?host=${encodeURIComponent(host)}&port=${port}`;
  const started = spawn(
    process.execPath,
    ['--import', path.join(root, '.dev/start/stop-with-parent.ts'), path.join(root, entry)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        FOYER_HOST: '127.0.0.1',
        FOYER_PORT: String(at),
        FOYER_PUBLIC_URL: 'http://127.0.0.1',
        FOYER_SECRET: 'a secret of benches and tests, thirty-two letters',
        FOYER_CALLS_PER_MINUTE: '10000000',
        // As behind a proxy: what asks for many people says from where each of them does.
        FOYER_ADDRESS_HEADER: 'x-forwarded-for',
        FOYER_APP_DATABASE_URL: databaseUrl('foyer_app'),
        FOYER_AUTH_DATABASE_URL: databaseUrl('foyer_auth'),
        FOYER_WORKER_DATABASE_URL: databaseUrl('foyer_worker'),
      },
    },
  );
  const [, found] = await firstMatch(started, /"address":"http:\/\/127\.0\.0\.1:(\d+)"/);
  return { process: started, port: Number(found) };
}
