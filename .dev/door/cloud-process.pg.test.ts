import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCloudProcess } from './cloud-process.ts';

const home = mkdtempSync(path.join(tmpdir(), 'foyer-cloud-process-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What Postgres says last of all. */
const goodbye = 'database system is shut down';

test('a cloud that does not start takes its Postgres with it', async () => {
  process.env.FOYER_DATABASE_CONNECTIONS = 'none';
  try {
    await expect(startCloudProcess({ home, durable: false })).rejects.toThrow('before it said');
  } finally {
    delete process.env.FOYER_DATABASE_CONNECTIONS;
  }
  expect(readFileSync(path.join(home, 'postgres.log'), 'utf8')).toContain(goodbye);
  expect(existsSync(path.join(home, 'postgres'))).toBe(false);
});
