import type { Operation } from './operations.ts';

/** What the cloud remembers of a journal at one sequence number. */
export type SeenOperation = { readonly seq: number; readonly hash: string };

export type SequenceVerdict =
  /** Apply it now. */
  | { readonly kind: 'next' }
  /** Applied before; the stored answer is the answer (SY-3). */
  | { readonly kind: 'repeat' }
  /** Something before it has not arrived; nothing is wrong, send from `from` (SY-2). */
  | { readonly kind: 'gap'; readonly from: number }
  /** Another operation stands at this number, or it does not follow the one before: two journals use one name. */
  | { readonly kind: 'forked'; readonly seq: number };

/** SY-2, SY-3: what to do with an operation, given the last one and, for an old number, the one stored there. */
export function checkSequence(
  op: Pick<Operation, 'seq' | 'hash' | 'prevHash'>,
  last: SeenOperation,
  stored: SeenOperation | null,
): SequenceVerdict {
  if (op.seq > last.seq + 1) return { kind: 'gap', from: last.seq + 1 };
  if (op.seq === last.seq + 1) return op.prevHash === last.hash ? { kind: 'next' } : { kind: 'forked', seq: op.seq };
  return stored !== null && stored.hash === op.hash ? { kind: 'repeat' } : { kind: 'forked', seq: op.seq };
}
