import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Pool } from 'pg';
import type { DemoSignIn, SeedDemo } from '#fixtures/demo/seed-options.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import type { Database } from './database.ts';
import { keptSecret, type Ports, publicUrl, stationFolder } from './processes.ts';

export type SeedContext = {
  readonly root: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly ports: Ports;
  say(sentence: string): void;
};

/** Fills an empty database with the demo; answers who can sign in to it. A database that has it already is left as it is. */
export async function seedDemoOnce({
  root,
  dataDir,
  database,
  ports,
  say,
}: SeedContext): Promise<readonly DemoSignIn[]> {
  const file = path.join(root, 'fixtures/demo/seed.ts');
  if (!existsSync(file)) return [];
  const { seedDemo }: { seedDemo: SeedDemo } = await import(file);
  const pools = (['foyer_app', 'foyer_auth', 'foyer_owner'] as const).map(role => {
    const pool = new Pool({ connectionString: database.url(role), max: 4 });
    pool.on('error', () => {});
    return pool;
  });
  const [app, auth, owner] = pools as [Pool, Pool, Pool];
  try {
    return await seedDemo({
      app,
      auth,
      owner,
      secret: keptSecret(dataDir),
      publicUrl: publicUrl(ports),
      stationDataDir: stationFolder(dataDir),
      now: instantFromMs(Date.now()),
      randomBytes,
      say,
    });
  } finally {
    await Promise.allSettled(pools.map(pool => pool.end()));
  }
}
