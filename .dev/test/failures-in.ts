import { stripVTControlCharacters } from 'node:util';

const longest = 70;

/**
 * What a failed step said about its failure, in at most 70 lines: from where a tool begins to list what failed, else its last lines.
 * It is repeated below all steps, because a log that was cut keeps its end.
 */
export function failuresIn(output: string): readonly string[] {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n');
  const first = lines.findIndex(line => begins.some(form => form.test(line)));
  return first === -1 ? lines.slice(-longest) : lines.slice(first, first + longest);
}

/** Vitest's heading, Playwright's first numbered failure, and the first failed seed of our own tools. */
const begins = [/Failed (Tests|Suites) \d+/, /^\s+1\) /, /^✗ /];
