import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../cloud/db/migrate.ts';
import { startCluster } from '../postgres/cluster.ts';
import { throwAwayHome } from '../postgres/throw-away-home.ts';

const template = 'tmpl';

/** One throw-away cluster for the run, in memory where there is room, with one migrated database for tests to copy. */
export default async function postgresForTests(project: TestProject): Promise<() => Promise<void>> {
  const home = await throwAwayHome('foyer-test-');
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
