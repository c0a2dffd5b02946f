import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stopStalePostmaster } from '../postgres/stale-postmaster.ts';

export type BenchHome = { readonly folder: string; readonly leave: () => Promise<void> };

/**
 * A folder for one run, gone with its Postgres when the run ends: by itself, by a fault or by a signal. What a killed run left behind
 * is put away first.
 */
export async function enterBenchHome(parent: string): Promise<BenchHome> {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) if (!isRunning(Number(name))) await putAway(path.join(parent, name));
  const folder = path.join(parent, String(process.pid));
  mkdirSync(folder, { recursive: true });
  const leave = () => putAway(folder);
  // The cloud and the stations end with their parent.
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => void leave().finally(() => process.exit(status)));
  return { folder, leave };
}

async function putAway(folder: string): Promise<void> {
  await stopStalePostmaster(path.join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
