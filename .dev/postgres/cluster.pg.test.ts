import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type Cluster, startCluster } from './cluster.ts';

const home = mkdtempSync(path.join(tmpdir(), 'foyer-cluster-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function query(cluster: Cluster, sql: string): Promise<unknown[]> {
  const client = new Client({ ...cluster, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('a start takes over from a Postgres that a killed starter left, in a folder closed to others', async () => {
  const dataDir = path.join(home, 'closed', 'data');
  mkdirSync(path.dirname(dataDir), { mode: 0o700 });
  const left = await startCluster({ dataDir, durable: true });
  await query(left, 'create table kept (n int); insert into kept values (1)');
  const second = await startCluster({ dataDir, durable: true });
  expect(second.tookOver).toBe(true);
  expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }]);
  if (process.platform !== 'win32') expect(existsSync(left.host)).toBe(false);
  await second.stop();
  const third = await startCluster({ dataDir, durable: true });
  expect(third.tookOver).toBe(false);
  await third.stop();
});

test('it listens to nothing but a socket that others cannot reach', async context => {
  context.skip(process.platform === 'win32', 'on Windows Postgres listens on loopback, with a password');
  const cluster = await startCluster({ dataDir: path.join(home, 'socket'), durable: false });
  expect(await query(cluster, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect(cluster.host.length).toBeLessThan(80);
  await cluster.stop();
  expect(existsSync(cluster.host)).toBe(false);
});
