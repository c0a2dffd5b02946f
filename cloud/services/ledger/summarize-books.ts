import type { LedgerVerdict } from './verify-ledger.ts';

/** The last line over many books, and what a command ends with: that something is wrong comes before that something is unknown. */
export function summarizeBooks(kinds: readonly LedgerVerdict['kind'][]): { sentence: string; exitCode: 0 | 1 | 2 } {
  const count = (kind: LedgerVerdict['kind']) => kinds.filter(one => one === kind).length;
  const [broken, unknown] = [count('broken'), count('unknown')];
  const silent = unknown === 0 ? '' : ` For ${unknown} more the provider did not say what it holds.`;
  if (broken > 0) return { sentence: `The books of ${broken} organizations are not whole.${silent}`, exitCode: 1 };
  if (unknown > 0)
    return {
      sentence: `No book is wrong, but for ${unknown} of ${kinds.length} the provider did not say what it holds.`,
      exitCode: 2,
    };
  return { sentence: 'All books are whole.', exitCode: 0 };
}
