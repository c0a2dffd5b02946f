import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processIdentity } from './process-identity.ts';
import type { Ports } from './processes.ts';

type Known = { readonly name: string; readonly pid: number; readonly identity: string | undefined };
type Note = { readonly starter: Known; readonly processes: readonly Known[]; readonly ports?: Ports };

export type Running = { note(name: string, pid: number): void; forget(name: string): void; end(): void };

/**
 * One starter per data folder. Refuses when another one is at it; stops what a starter that was killed has left behind, and
 * answers the names of that. Keeps a note of our own processes from then on.
 */
export async function claimDataFolder(
  dataDir: string,
  ports?: Ports,
): Promise<{ running: Running; tookOver: string[] }> {
  const file = path.join(dataDir, 'running.json');
  const before = readNote(file);
  if (before !== undefined && isSame(before.starter))
    throw new Error(
      `Foyer already runs from this folder (process ${before.starter.pid}). Stop it with Ctrl-C in its window, then start again.`,
    );
  const left = (before?.processes ?? []).filter(isSame);
  await Promise.all(left.map(stopProcess));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const processes = new Map<string, Known>();
  const starter = { name: 'start', pid: process.pid, identity: processIdentity(process.pid) };
  const write = () =>
    writeFileSync(
      file,
      JSON.stringify({ starter, processes: [...processes.values()], ...(ports ? { ports } : {}) } satisfies Note),
    );
  write();
  return {
    tookOver: left.map(one => one.name),
    running: {
      note: (name, pid) => {
        processes.set(name, { name, pid, identity: processIdentity(pid) });
        write();
      },
      forget: name => {
        processes.delete(name);
        write();
      },
      end: () => rmSync(file, { force: true }),
    },
  };
}

/** Whether an `npm start` is under way on this folder. */
export function isStarterAlive(dataDir: string): boolean {
  const note = readNote(path.join(dataDir, 'running.json'));
  return note !== undefined && isSame(note.starter);
}

/** Where the `npm start` that is under way on this folder answers, for whoever wants to talk to it. */
export function runningPorts(dataDir: string): Ports | undefined {
  return isStarterAlive(dataDir) ? readNote(path.join(dataDir, 'running.json'))?.ports : undefined;
}

function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isSame(known: Known): boolean {
  return known.identity !== undefined && processIdentity(known.pid) === known.identity;
}

async function stopProcess(known: Known): Promise<void> {
  const send = (signal: NodeJS.Signals) => {
    if (isSame(known)) process.kill(known.pid, signal);
  };
  send('SIGTERM');
  for (let waitedMs = 0; isSame(known); waitedMs += 50) {
    if (waitedMs === 5000) send('SIGKILL');
    if (waitedMs > 10_000)
      throw new Error(`${known.name} (process ${known.pid}) was left by an earlier start and does not stop.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
