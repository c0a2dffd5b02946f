import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopStalePostmaster } from './stale-postmaster.ts';
import { unprivileged } from './unprivileged.ts';

/**
 * A folder for a throw-away cluster, in memory where there is room, because copying databases is most of the work. Homes of this
 * prefix whose run was killed are removed first, their Postgres stopped.
 */
export async function throwAwayHome(prefix: string): Promise<string> {
  const root = roomyFolder();
  await sweep(root, prefix);
  const home = mkdtempSync(path.join(root, prefix));
  writeFileSync(path.join(home, 'owner.pid'), String(process.pid));
  const identity = unprivileged();
  if (identity) chownSync(home, identity.uid, identity.gid);
  return home;
}

function roomyFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 1024 ** 3 ? memory : tmpdir();
}

async function sweep(root: string, prefix: string): Promise<void> {
  for (const name of readdirSync(root).filter(entry => entry.startsWith(prefix))) {
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
