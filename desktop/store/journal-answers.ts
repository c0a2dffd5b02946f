import { assert } from '#shared/kernel/assert.ts';
import { opBodySchema } from '#shared/sync/operations.ts';
import type { StationStore } from '../station/ports.ts';
import { asRow, damaged, idOf, instantOf, intOf, intOrNull, jsonOf, type Row, textOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transactions } from './transactions.ts';

type Journal = StationStore['journal'];

/** What the cloud said to each operation. Answers come in order: everything up to `answered_seq` has one. */
export function journalAnswers(
  database: SqlDatabase,
  transactions: Transactions,
  append: Journal['append'],
): Pick<Journal, 'unsent' | 'recordAnswers' | 'rewind' | 'parked' | 'retryParked'> {
  const { unsent, answered, advance, forget, addAnswer, parked, parkedOp, markRetried } = statementsOf(database);
  return {
    unsent: () => intOf(asRow(unsent.get()), 'unsent'),
    // The cloud says the same again to whoever asks again.
    recordAnswers: (journalNo, answers, at) =>
      transactions.relaxed(() => {
        let seq = intOf(asRow(answered.get(journalNo)), 'answered_seq');
        for (const answer of answers) {
          if (answer.seq <= seq) continue;
          assert(answer.seq === seq + 1, `answers come in order: ${answer.seq} after ${seq}`);
          seq = answer.seq;
          // What was applied needs no row of its own: the number says it.
          if (answer.outcome === 'applied') continue;
          const { code, sentence } = answer.why ?? { code: null, sentence: null };
          addAnswer.run(journalNo, answer.seq, answer.opId, answer.outcome, code, sentence, at);
        }
        advance.run(seq, journalNo);
      }),
    rewind: (journalNo, seq) =>
      transactions.run(() => {
        forget.run(journalNo, seq);
        advance.run(seq, journalNo);
      }),
    parked: limit => parked.all(limit).map(raw => readParked(asRow(raw))),
    retryParked: opId =>
      transactions.run(() => {
        const raw = parkedOp.get(opId);
        if (raw === undefined) return false;
        const row = asRow(raw);
        const body = opBodySchema.safeParse(jsonOf(row, 'body'));
        if (!body.success) throw damaged('journal.body');
        markRetried.run(intOf(row, 'journal_no'), intOf(row, 'seq'));
        append({
          opId,
          at: instantOf(row, 'at'),
          clockOffsetMs: intOrNull(row, 'clock_offset_ms'),
          body: body.data,
        });
        return true;
      }),
  };
}

function statementsOf(database: SqlDatabase) {
  return {
    unsent: database.prepare(
      `select coalesce(sum((select coalesce(max(seq), 0) from journal j where j.journal_no = journals.journal_no) - answered_seq), 0)
       as unsent from journals where closed_at is null`,
    ),
    answered: database.prepare('select answered_seq from journals where journal_no = ?'),
    advance: database.prepare('update journals set answered_seq = ? where journal_no = ?'),
    forget: database.prepare('delete from op_answers where journal_no = ? and seq > ?'),
    addAnswer: database.prepare('insert into op_answers values (?, ?, ?, ?, ?, ?, ?)'),
    parked: database.prepare(
      `select a.op_id as op_id, a.seq as seq, j.at as at, j.body as body, a.code as code, a.sentence as sentence
     from op_answers a join journal j using (journal_no, seq) where a.outcome = 'parked' order by journal_no, seq limit ?`,
    ),
    parkedOp: database.prepare(
      `select a.journal_no as journal_no, a.seq as seq, j.at as at, j.clock_offset_ms as clock_offset_ms, j.body as body
     from op_answers a join journal j using (journal_no, seq)
     where a.op_id = ? and a.outcome = 'parked' order by journal_no desc, seq desc limit 1`,
    ),
    markRetried: database.prepare("update op_answers set outcome = 'retried' where journal_no = ? and seq = ?"),
  };
}

function readParked(row: Row): ReturnType<Journal['parked']>[number] {
  const body = jsonOf(row, 'body');
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? String(body.kind) : 'operation';
  return {
    opId: idOf('OpId', row, 'op_id'),
    seq: intOf(row, 'seq'),
    at: instantOf(row, 'at'),
    what: kind,
    why: {
      code: row.code === null ? 'unknown' : textOf(row, 'code'),
      sentence: row.sentence === null ? 'The cloud gave no reason.' : textOf(row, 'sentence'),
    },
  };
}
