import { must } from '#shared/kernel/assert.ts';
import { hashOp, journalStartHash, type Sha256Hex } from '#shared/sync/canonical-op.ts';
import type { Operation } from '#shared/sync/operations.ts';
import { stationScopeSchema } from '#shared/sync/protocol.ts';
import type { JournalHead, StationStore } from '../station/ports.ts';
import { journalAnswers } from './journal-answers.ts';
import { asRow, damaged, idOf, instantOf, intOf, intOrNull, jsonOf, type Row, textOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transactions } from './transactions.ts';

const opColumns = 'seq, op_id, at, clock_offset_ms, body, prev_hash, hash';
const headColumns = `journal_no, journal_id, token_name, scope, cloud_url, answered_seq, closed_at,
  coalesce((select max(seq) from journal j where j.journal_no = journals.journal_no), 0) as last_seq`;

/** What this station did, in order, each row bound to the one before. Triggers keep it append-only. */
export function journalTable(
  database: SqlDatabase,
  transactions: Transactions,
  sha256: Sha256Hex,
): StationStore['journal'] {
  const heads = database.prepare(`select ${headColumns} from journals order by journal_no`);
  const currentHead = database.prepare(
    `select ${headColumns} from journals where closed_at is null order by pairing_no desc, journal_no desc limit 1`,
  );
  const addJournal = database.prepare(
    `insert into journals (journal_id, token_name, scope, cloud_url, started_at, pairing_no)
     values (?, ?, ?, ?, ?, (select coalesce(max(pairing_no), 0) + 1 from journals))`,
  );
  const closeJournal = database.prepare('update journals set closed_at = ? where journal_no = ?');
  const lastOp = database.prepare('select seq, hash from journal where journal_no = ? order by seq desc limit 1');
  const addOp = database.prepare(`insert into journal (journal_no, ${opColumns}) values (?, ?, ?, ?, ?, ?, ?, ?)`);
  const opsAfter = database.prepare(
    `select ${opColumns} from journal where journal_no = ? and seq > ? order by seq limit ?`,
  );
  const current = () => {
    const raw = currentHead.get();
    return raw === undefined ? null : readHead(asRow(raw));
  };
  const append: StationStore['journal']['append'] = draft =>
    transactions.run(() => {
      transactions.mustBeDurable();
      const head = must(asCurrent(currentHead.get()), 'an open journal');
      const last = lastOp.get(head);
      const unhashed = {
        seq: last === undefined ? 1 : intOf(asRow(last), 'seq') + 1,
        opId: draft.opId,
        at: draft.at,
        clockOffsetMs: draft.clockOffsetMs,
        prevHash: last === undefined ? journalStartHash : textOf(asRow(last), 'hash'),
        body: draft.body,
      };
      const op: Operation = { ...unhashed, hash: hashOp(unhashed, sha256) };
      const body = JSON.stringify(op.body);
      addOp.run(head, op.seq, op.opId, op.at, op.clockOffsetMs, body, op.prevHash, op.hash);
      return op;
    });
  return {
    current,
    all: () => heads.all().map(raw => readHead(asRow(raw))),
    start: ({ journalId, tokenName, scope, cloudUrl, at }) =>
      transactions.run(() => {
        addJournal.run(journalId, tokenName, JSON.stringify(scope), cloudUrl, at);
        return must(current(), 'the journal just started');
      }),
    append,
    close: (journalNo, at) =>
      transactions.run(() => {
        closeJournal.run(at, journalNo);
      }),
    after: (journalNo, seq, limit) => opsAfter.all(journalNo, seq, limit).map(raw => readOperation(asRow(raw))),
    ...journalAnswers(database, transactions, append),
  };
}

function asCurrent(raw: unknown): number | null {
  return raw === undefined ? null : intOf(asRow(raw), 'journal_no');
}

function readHead(row: Row): JournalHead {
  const scope = stationScopeSchema.safeParse(jsonOf(row, 'scope'));
  if (!scope.success) throw damaged('journals.scope');
  return {
    journalNo: intOf(row, 'journal_no'),
    journalId: idOf('JournalId', row, 'journal_id'),
    tokenName: textOf(row, 'token_name'),
    scope: scope.data,
    cloudUrl: textOf(row, 'cloud_url'),
    lastSeq: intOf(row, 'last_seq'),
    answeredSeq: intOf(row, 'answered_seq'),
    closed: row.closed_at !== null,
  };
}

export function readOperation(row: Row): Operation {
  return {
    seq: intOf(row, 'seq'),
    opId: idOf('OpId', row, 'op_id'),
    at: instantOf(row, 'at'),
    clockOffsetMs: intOrNull(row, 'clock_offset_ms'),
    body: jsonOf(row, 'body'),
    prevHash: textOf(row, 'prev_hash'),
    hash: textOf(row, 'hash'),
  };
}
