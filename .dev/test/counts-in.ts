import { stripVTControlCharacters } from 'node:util';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** The counts a tool prints at the end of its run, read from its plain output; undefined when it came to no end. */
export function countsIn(output: string, kind: 'vitest' | 'playwright' | 'summary'): Counts | undefined {
  const plain = stripVTControlCharacters(output);
  if (kind === 'vitest') return vitestCounts(plain);
  if (kind === 'playwright') return playwrightCounts(plain);
  return summaryCounts(plain);
}

function vitestCounts(plain: string): Counts | undefined {
  if (/^No test files found/m.test(plain)) return { passed: 0, failed: 0, skipped: 0 };
  const line = /^\s*Tests\s+(.*)$/m.exec(plain)?.[1];
  if (line === undefined) return undefined;
  const files = /^\s*Test Files\s+(.*)$/m.exec(plain)?.[1] ?? '';
  // A file that cannot even be read has no tests to count, and still is a failure.
  const failed = Math.max(numberBefore(line, 'failed'), numberBefore(files, 'failed'));
  return { passed: numberBefore(line, 'passed'), failed, skipped: numberBefore(line, 'skipped') };
}

function playwrightCounts(plain: string): Counts | undefined {
  if (/No tests found/.test(plain)) return { passed: 0, failed: 0, skipped: 0 };
  const tail = plain.slice(-4000);
  const count = (word: string) => Number(new RegExp(`^\\s+(\\d+) ${word}`, 'm').exec(tail)?.[1] ?? 0);
  const failed = count('failed') + count('interrupted') + count('did not run') + count('flaky');
  const counts = { passed: count('passed'), failed, skipped: count('skipped') };
  return counts.passed + counts.failed + counts.skipped === 0 ? undefined : counts;
}

/** Our own tools end with the very line that `npm test` ends with. */
function summaryCounts(plain: string): Counts | undefined {
  const found = [...plain.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  return found && { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) };
}

function numberBefore(line: string, word: string): number {
  return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
}
