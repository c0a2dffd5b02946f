import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../cloud/db/migrate.ts';
import { startCluster } from '../postgres/cluster.ts';
import { stopStalePostmaster } from '../postgres/stale-postmaster.ts';
import { unprivileged } from '../postgres/unprivileged.ts';

const template = 'tmpl';

/** One throw-away cluster for the run, in memory where there is room, with one migrated database for tests to copy. */
export default async function postgresForTests(project: TestProject): Promise<() => Promise<void>> {
  const root = roomyFolder();
  await sweep(root);
  const home = mkdtempSync(path.join(root, 'foyer-test-'));
  writeFileSync(path.join(home, 'owner.pid'), String(process.pid));
  const identity = unprivileged();
  if (identity) chownSync(home, identity.uid, identity.gid);
  const dataDir = path.join(home, 'data');
  mkdirSync(dataDir);
  const cluster = await startCluster({ dataDir, durable: false });
  const { host, port, user, password } = cluster;
  const stop = async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const admin = { host, port, user, ...(password === undefined ? {} : { password }) };
    const client = new Client({ ...admin, database: 'postgres' });
    await client.connect();
    await client.query(`create database ${template}`);
    await client.end();
    const folder = path.resolve(import.meta.dirname, '../../migrations/cloud');
    await migrate({ admin: { ...admin, database: template }, folder, now: new Date('2026-01-01T00:00:00Z') });
    project.provide('postgres', { host, port, password, template });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

function roomyFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 1024 ** 3 ? memory : tmpdir();
}

/** A run that was killed leaves its cluster behind: stop and remove those whose run is no more. */
async function sweep(root: string): Promise<void> {
  for (const name of readdirSync(root).filter(entry => entry.startsWith('foyer-test-'))) {
    const home = path.join(root, name);
    try {
      const owner = Number(readFileSync(path.join(home, 'owner.pid'), 'utf8'));
      if (isAlive(owner)) continue;
      await stopStalePostmaster(path.join(home, 'data'));
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another run is making or sweeping it at this moment.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
