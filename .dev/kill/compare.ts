import path from 'node:path';
import Database from 'better-sqlite3';
import type { CloudProcess } from '../door/cloud-process.ts';
import type { Night } from '../door/seed-night.ts';
import type { KilledStation } from './night-of-kills.ts';

type JournalRow = {
  readonly journal_id: string;
  readonly seq: number;
  readonly op_id: string;
  readonly hash: string;
  readonly body: string;
};
type CloudOp = {
  readonly journal_id: string;
  readonly seq: string;
  readonly op_id: string;
  readonly hash: string;
  readonly outcome: string;
};
type CloudScan = {
  readonly scan_id: string;
  readonly ticket_id: string | null;
  readonly verdict: string;
  readonly kind: string;
};

/** Everything that was said over HTTP must stand in the journal and in the cloud, once, as it was said. Answers what does not. */
export async function compare(cloud: CloudProcess, night: Night, station: KilledStation): Promise<string[]> {
  const flaws = [...station.flaws];
  const journal = readJournal(station.dataDir, flaws);
  const { rows: ops } = await cloud.root.query<CloudOp>(
    'select journal_id, seq, op_id, hash, outcome from app.station_ops where org_id = $1 and station_id = $2',
    [night.orgId, station.stationId],
  );
  const { rows: scans } = await cloud.root.query<CloudScan>(
    'select scan_id, ticket_id, verdict, kind from app.scans where org_id = $1 and station_id = $2',
    [night.orgId, station.stationId],
  );
  const scansById = new Map(scans.map(scan => [scan.scan_id, scan]));
  compareJournals(journal, ops, flaws);
  const said = journal.map(row => ({
    ...row,
    told: JSON.parse(row.body) as { kind: string; verdict: string; ticketId: string | null },
  }));
  const scansSaid = said.filter(row => row.told.kind === 'scan');
  const journalIds = new Map(scansSaid.map(row => [row.op_id, row.told]));
  if (journalIds.size !== scansSaid.length) flaws.push('a scan stands twice in the journal');
  if (scans.length !== scansSaid.length)
    flaws.push(`${scansSaid.length} scans in the journal, ${scans.length} in the cloud`);
  for (const { scanId, ticketId, verdict } of station.acknowledged)
    for (const [where, found] of [
      ['journal', journalIds.get(scanId)],
      ['cloud', scansById.get(scanId)],
    ] as const) {
      if (found === undefined)
        flaws.push(`lost: ${verdict} for ${ticketId} (${scanId}) was shown and is not in the ${where}`);
      else if (found.verdict !== verdict)
        flaws.push(`${scanId} was shown as ${verdict} and is ${found.verdict} in the ${where}`);
    }
  const entries = scans.filter(scan => scan.kind === 'in').map(scan => scan.ticket_id);
  if (new Set(entries).size !== entries.length) flaws.push('one ticket was let in twice by one station');
  return flaws;
}

function readJournal(dataDir: string, flaws: string[]): readonly JournalRow[] {
  const database = new Database(path.join(dataDir, 'station.db'));
  try {
    const [check] = database.pragma('quick_check') as { quick_check: string }[];
    if (check?.quick_check !== 'ok') flaws.push(`quick_check: ${check?.quick_check}`);
    // The rows come from a table whose columns are these.
    return database
      .prepare(
        'select journal_id, seq, op_id, hash, body from journal join journals using (journal_no) order by journal_no, seq',
      )
      .all() as JournalRow[];
  } finally {
    database.close();
  }
}

/** Operation for operation, number for number, by hash. */
function compareJournals(journal: readonly JournalRow[], ops: readonly CloudOp[], flaws: string[]): void {
  const key = (row: { journal_id: string; seq: string | number }) => `${row.journal_id} ${row.seq}`;
  const inCloud = new Map(ops.map(op => [key(op), op]));
  if (new Set(ops.map(op => op.op_id)).size !== ops.length) flaws.push('the cloud applied an operation twice');
  if (ops.length !== journal.length)
    flaws.push(`${journal.length} operations in the journal, ${ops.length} in the cloud`);
  for (const row of journal) {
    const op = inCloud.get(key(row));
    if (op === undefined) flaws.push(`operation ${row.seq} never reached the cloud`);
    else if (op.hash !== row.hash || op.op_id !== row.op_id) flaws.push(`operation ${row.seq} is another in the cloud`);
    else if (op.outcome !== 'applied') flaws.push(`operation ${row.seq} is ${op.outcome}`);
  }
}
