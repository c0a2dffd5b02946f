import { must } from '#shared/kernel/assert.ts';
import type { JournalId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { hashOp, journalStartHash, type Sha256Hex } from '#shared/sync/canonical-op.ts';
import type { Operation } from '#shared/sync/operations.ts';
import type { JournalHead, StationStore } from '../station/ports.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transactions } from './transactions.ts';

/**
 * Another journal took this one's name, as after a restored backup: what has no answer goes on in a new one, under the same ids, so
 * that the cloud knows what it has already.
 */
export function forkJournalOn(
  database: SqlDatabase,
  transactions: Transactions,
  journal: StationStore['journal'],
  sha256: Sha256Hex,
): (journalNo: number, journalId: JournalId, at: Instant) => JournalHead {
  const copyHead = database.prepare(
    `insert into journals (journal_id, token_name, scope, cloud_url, started_at, pairing_no)
     select ?, token_name, scope, cloud_url, ?, pairing_no from journals where journal_no = ?`,
  );
  const addOp = database.prepare('insert into journal values (?, ?, ?, ?, ?, ?, ?, ?)');
  const headOf = (matches: (head: JournalHead) => boolean) => must(journal.all().find(matches), 'the journal');
  return (journalNo, journalId, at) =>
    transactions.run(() => {
      const old = headOf(head => head.journalNo === journalNo);
      copyHead.run(journalId, at, journalNo);
      const next = headOf(head => head.journalId === journalId);
      for (const op of rechain(journal.after(journalNo, old.answeredSeq, old.lastSeq), sha256)) {
        const body = JSON.stringify(op.body);
        addOp.run(next.journalNo, op.seq, op.opId, op.at, op.clockOffsetMs, body, op.prevHash, op.hash);
      }
      journal.close(journalNo, at);
      return headOf(head => head.journalId === journalId);
    });
}

/** The same operations as the start of a new chain. */
export function rechain(ops: readonly Operation[], sha256: Sha256Hex): readonly Operation[] {
  let prevHash = journalStartHash;
  return ops.map((op, index) => {
    const unhashed = { ...op, seq: index + 1, prevHash };
    const { hash: _, ...rest } = unhashed;
    prevHash = hashOp(rest, sha256);
    return { ...rest, hash: prevHash };
  });
}
