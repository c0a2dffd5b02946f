/** One line of JSON for each entry, as log collectors like it. */
export function logToStdout(entry: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
}
