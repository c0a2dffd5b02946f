import type { LogEntry } from '../http/app.ts';

/** One line of JSON for each entry, as log collectors like it. */
export function logToStdout(entry: LogEntry): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
}
