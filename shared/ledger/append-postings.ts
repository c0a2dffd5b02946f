import { type Planned, refusal } from '../kernel/refusal.ts';
import type { PostingSet } from './postings.ts';

/** LE-1: a cause posts once. The same set again changes nothing; another one under the same cause is refused. */
export function appendPostings(ledger: readonly PostingSet[], set: PostingSet): Planned<readonly PostingSet[]> {
  const stored = ledger.find(known => known.cause === set.cause);
  if (stored === undefined) return { kind: 'planned', plan: set.postings.length === 0 ? ledger : [...ledger, set] };
  if (sameSet(stored, set)) return { kind: 'planned', plan: ledger };
  return { kind: 'refused', refusal: refusal('repeat-differs', { cause: set.cause }) };
}

function sameSet(a: PostingSet, b: PostingSet): boolean {
  const text = (set: PostingSet) =>
    set.postings
      .map(({ account, minor }) => `${account} ${minor}`)
      .sort()
      .join('; ');
  return a.currency === b.currency && text(a) === text(b);
}
