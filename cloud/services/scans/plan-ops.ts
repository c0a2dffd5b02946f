import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { checkSequence, type SeenOperation } from '#shared/sync/check-sequence.ts';
import type { OpAnswer } from '#shared/sync/operations.ts';
import { type ReadOp, readOp } from './read-op.ts';

/** What the cloud has of a journal: where it ends, and the answers given to the numbers that are sent again. */
export type JournalFacts = {
  readonly last: SeenOperation;
  readonly stored: ReadonlyMap<number, { readonly hash: string; readonly answer: OpAnswer }>;
};

export type OpsPlan = {
  readonly repeats: readonly OpAnswer[];
  readonly fresh: readonly ReadOp[];
  readonly last: SeenOperation;
};

/**
 * SY-2, SY-3: which operations of a batch are new. Repeats get their stored answers. What comes before a gap or a fork is applied;
 * a batch that begins with one is refused, saying where the cloud stands.
 */
export function planOps(raws: readonly unknown[], journal: JournalFacts, now: Instant): OpsPlan {
  const repeats: OpAnswer[] = [];
  const fresh: ReadOp[] = [];
  let last = journal.last;
  let expectedSeq: number | null = null;
  for (const raw of raws) {
    const op = readOp(raw, { seq: expectedSeq ?? last.seq + 1, prevHash: last.hash, now });
    expectedSeq = op.seq + 1;
    const stored = journal.stored.get(op.seq);
    const verdict = checkSequence(op, last, stored === undefined ? null : { seq: op.seq, hash: stored.hash });
    if (verdict.kind === 'next') {
      fresh.push(op);
      last = { seq: op.seq, hash: op.hash };
      continue;
    }
    if (verdict.kind === 'repeat' && stored !== undefined) {
      repeats.push(stored.answer);
      continue;
    }
    if (fresh.length > 0) break;
    if (verdict.kind === 'gap') throw refusal('journal-gap', { lastSeq: last.seq });
    throw refusal('journal-forked', { seq: op.seq, lastSeq: last.seq });
  }
  return { repeats, fresh, last };
}

/** The numbers a batch may repeat, to be looked up before it is planned. */
export function sequenceRange(raws: readonly unknown[]): { readonly from: number; readonly to: number } {
  const seqs = raws.flatMap(raw =>
    typeof raw === 'object' && raw !== null && 'seq' in raw && Number.isSafeInteger(raw.seq) ? [Number(raw.seq)] : [],
  );
  return { from: Math.min(...seqs, Number.MAX_SAFE_INTEGER), to: Math.max(...seqs, 0) };
}
