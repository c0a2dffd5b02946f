import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Sha256Hex } from '#shared/sync/canonical-op.ts';
import { rechain } from './fork-journal.ts';
import { readOperation } from './journal-table.ts';
import { asRow, intOf, type Row, textOf } from './row.ts';
import type { OpenDatabase, SqlDatabase, SqlValue } from './sql.ts';

type Rescued = { readonly restoreInto: (database: SqlDatabase) => void };

/**
 * Puts a damaged file aside, kept for whoever wants to look, and reads out of it what cannot be had again: settings and operations the
 * cloud has not answered. The roster comes anew from the cloud.
 */
export function quarantine(
  options: {
    readonly file: string;
    readonly sha256: Sha256Hex;
    readonly now: () => Instant;
    readonly randomBytes: RandomBytes;
  },
  openDatabase: OpenDatabase,
): Rescued {
  const at = options.now();
  const aside = `${options.file}.damaged-${at.replaceAll(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(options.file + suffix)) renameSync(options.file + suffix, aside + suffix);
  const found = readWhatIsReadable(aside, openDatabase);
  return {
    restoreInto: database => {
      database.exec('begin immediate');
      for (const setting of found.settings)
        insert(database, 'insert into settings values (?, ?)', [textOf(setting, 'key'), textOf(setting, 'value')]);
      let rescued = 0;
      for (const journal of found.journals) rescued += restoreJournal(database, journal, at, options);
      const recovery = { at, file: path.basename(aside), rescued, complete: found.complete };
      insert(database, "insert or replace into settings values ('recovery', ?)", [JSON.stringify(recovery)]);
      database.exec('commit');
    },
  };
}

type FoundJournal = { readonly head: Row; readonly ops: readonly Row[] };
type Found = {
  readonly settings: readonly Row[];
  readonly journals: readonly FoundJournal[];
  readonly complete: boolean;
};

function readWhatIsReadable(file: string, openDatabase: OpenDatabase): Found {
  let complete = true;
  let database: SqlDatabase;
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch {
      complete = false;
      return otherwise;
    }
  };
  try {
    database = openDatabase(file);
  } catch {
    return { settings: [], journals: [], complete: false };
  }
  const rows = (sql: string, ...values: SqlValue[]) =>
    attempt(
      () =>
        database
          .prepare(sql)
          .all(...values)
          .map(asRow),
      [],
    );
  const settings = rows('select key, value from settings');
  const journals = rows('select * from journals order by journal_no').map(head => {
    const journalNo = intOf(head, 'journal_no');
    const sql = 'select * from journal where journal_no = ? and seq > ? order by seq';
    const answered = intOf(head, 'answered_seq');
    const all = attempt(() => database.prepare(sql).all(journalNo, answered).map(asRow), null);
    return { head, ops: all ?? readOneByOne(database, journalNo, answered) };
  });
  attempt(() => database.close(), undefined);
  return { settings, journals, complete: complete && journals.length > 0 };
}

/** After this many numbers in a row that cannot be read there is nothing left to find. */
const gapMax = 2_000;

function readOneByOne(database: SqlDatabase, journalNo: number, answered: number): readonly Row[] {
  const found: Row[] = [];
  for (let seq = answered + 1, missing = 0; missing < gapMax; seq++) {
    try {
      const raw = database.prepare('select * from journal where journal_no = ? and seq = ?').get(journalNo, seq);
      if (raw === undefined) missing++;
      else found.push(asRow(raw));
    } catch {
      missing++;
    }
  }
  return found;
}

/** What has no answer becomes a new journal of the same pairing, under the same ids: the old name belongs to the old chain. */
function restoreJournal(
  database: SqlDatabase,
  { head, ops }: FoundJournal,
  at: Instant,
  { sha256, randomBytes }: { readonly sha256: Sha256Hex; readonly randomBytes: RandomBytes },
): number {
  if (head.closed_at !== null) return 0;
  const journalNo = intOf(head, 'journal_no');
  const operations = ops.flatMap(row => {
    try {
      return [readOperation(row)];
    } catch {
      return [];
    }
  });
  insert(
    database,
    `insert into journals (journal_no, journal_id, token_name, scope, cloud_url, started_at, pairing_no, answered_seq)
     values (?, ?, ?, ?, ?, ?, ?, 0)`,
    [
      journalNo,
      mintId('JournalId', randomBytes),
      textOf(head, 'token_name'),
      textOf(head, 'scope'),
      textOf(head, 'cloud_url'),
      at,
      intOf(head, 'pairing_no'),
    ],
  );
  for (const op of rechain(operations, sha256))
    insert(database, 'insert into journal values (?, ?, ?, ?, ?, ?, ?, ?)', [
      journalNo,
      op.seq,
      op.opId,
      op.at,
      op.clockOffsetMs,
      JSON.stringify(op.body),
      op.prevHash,
      op.hash,
    ]);
  return operations.length;
}

function insert(database: SqlDatabase, sql: string, values: readonly SqlValue[]): void {
  database.prepare(sql).run(...values);
}
