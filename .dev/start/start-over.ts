import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stopStalePostmaster } from '../postgres/stale-postmaster.ts';

/** `--fresh`: forgets everything of earlier starts in the data folder. Another Postgres than our own is not ours to empty. */
export async function startOver(dataDir: string, databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl)
    throw new Error(
      '--fresh starts over with Foyer’s own Postgres only. Empty the database of DATABASE_URL yourself, or start without it.',
    );
  const postgres = path.join(dataDir, 'postgres');
  if (existsSync(postgres)) await stopStalePostmaster(postgres);
  for (const name of [
    'postgres',
    'postgres.log',
    'postgres.password',
    'station',
    'logs',
    'cloud.secret',
    'database-roles.json',
    'payments-world.json',
  ])
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
}
