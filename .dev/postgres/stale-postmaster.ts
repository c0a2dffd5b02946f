import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * A starter that was killed leaves its Postgres running. Stops the one that holds this data folder, if any, and removes
 * the pid file of one that is gone. Says whether there was one to stop. Never touches a process that is not on this folder.
 */
export async function stopStalePostmaster(dataDir: string): Promise<boolean> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const socketFolder = lines[4]?.trim() ?? '';
  const tidy = () => {
    if (/[/\\]foyer-socket-\w+$/.test(socketFolder)) rmSync(socketFolder, { recursive: true, force: true });
  };
  if (!Number.isInteger(pid) || pid <= 0 || !servesFolder(pid, dataDir)) {
    rmSync(pidFile, { force: true });
    tidy();
    return false;
  }
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; servesFolder(pid, dataDir); waitedMs += 20) {
    if (waitedMs === 10_000) process.kill(pid, 'SIGQUIT');
    if (waitedMs > 20_000) throw new Error(`Postgres (process ${pid}) was left by an earlier start and does not stop.`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  tidy();
  return true;
}

/** Postgres makes its data folder the current one, so that tells ours from a process that merely got the same number. */
function servesFolder(pid: number, dataDir: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return false;
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(dataDir);
  } catch {
    return false;
  }
}
