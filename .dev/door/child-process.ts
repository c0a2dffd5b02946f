import type { ChildProcess } from 'node:child_process';

/** What a child says first that matches; rejects with all it said when it ends before. */
export function firstMatch(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: unknown) => {
      said += String(chunk);
      const found = wanted.exec(said);
      if (found === null) return;
      child.stdout?.off('data', hear);
      // Whatever comes later is read and forgotten: a full pipe would stop the child.
      child.stdout?.resume();
      resolve(found);
    };
    child.stdout?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`ended (${signal ?? code}) before it said ${wanted}:\n${said}`)),
    );
  });
}

/** Sends the signal and waits until the process is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
