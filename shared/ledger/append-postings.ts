import { type Planned, refusal } from '../kernel/refusal.ts';
import type { Account, PostingSet } from './postings.ts';

/** LE-1: a cause posts once. The same set again changes nothing; another one under the same cause is refused. */
export function appendPostings(ledger: readonly PostingSet[], set: PostingSet): Planned<readonly PostingSet[]> {
  const stored = ledger.find(known => known.cause === set.cause);
  if (stored === undefined) return { kind: 'planned', plan: set.postings.length === 0 ? ledger : [...ledger, set] };
  if (sameSet(stored, set)) return { kind: 'planned', plan: ledger };
  return { kind: 'refused', refusal: refusal('repeat-differs', { cause: set.cause }) };
}

/** What stands on each account; the sum of all is zero at any moment. Accounts that came back to zero are left out. */
export function trialBalance(ledger: readonly PostingSet[], currency: string): ReadonlyMap<Account, number> {
  const balances = new Map<Account, number>();
  for (const { account, minor } of ledger.filter(set => set.currency === currency).flatMap(set => set.postings))
    balances.set(account, (balances.get(account) ?? 0) + minor);
  for (const [account, minor] of balances) if (minor === 0) balances.delete(account);
  return balances;
}

function sameSet(a: PostingSet, b: PostingSet): boolean {
  const text = (set: PostingSet) =>
    set.postings
      .map(({ account, minor }) => `${account} ${minor}`)
      .sort()
      .join('; ');
  return a.currency === b.currency && text(a) === text(b);
}
