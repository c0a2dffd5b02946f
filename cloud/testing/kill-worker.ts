import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Instant } from '#shared/kernel/instant.ts';
import type { TestDatabase } from './database.ts';

/** Starts a worker that goes through a batch of refunds and is killed inside one of its orders; answers with what ended it. */
export async function killWorker(
  database: TestDatabase,
  how: { readonly now: Instant; readonly diesAtOrder: number },
): Promise<NodeJS.Signals | number | null> {
  const asked = { ...how, database: database.config('foyer_app'), queue: database.config('foyer_worker') };
  const file = path.join(import.meta.dirname, 'batch-child.ts');
  const child = spawn(process.execPath, [file, JSON.stringify(asked)], { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
}
