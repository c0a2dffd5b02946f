import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { dumpSchema } from '../cloud/db/dump-schema.ts';
import { migrate } from '../cloud/db/migrate.ts';
import { startCluster } from './postgres/cluster.ts';

/** `npm run schema:dump`: migrates an empty throw-away database and writes what came of it beside the migrations. */
const folder = path.resolve(import.meta.dirname, '../migrations/cloud');
const home = mkdtempSync(path.join(tmpdir(), 'foyer-dump-'));
const cluster = await startCluster({ dataDir: path.join(home, 'data'), durable: false });
try {
  const { host, port, user, password } = cluster;
  const admin = { host, port, user, database: 'postgres', ...(password === undefined ? {} : { password }) };
  await migrate({ admin, folder, now: new Date() });
  const client = new Client(admin);
  await client.connect();
  const text = await dumpSchema(client);
  await client.end();
  const target = path.join(folder, 'schema.sql');
  writeFileSync(target, text);
  console.log(`wrote ${path.relative(process.cwd(), target)}: ${text.split('\n').length} lines`);
} finally {
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}
