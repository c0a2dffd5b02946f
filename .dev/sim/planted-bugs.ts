import { createHash } from 'node:crypto';
import { mintId, type OpId, type RandomBytes } from '#shared/kernel/ids.ts';
import { hashOp, journalStartHash } from '#shared/sync/canonical-op.ts';
import type { Operation, OpsResponse } from '#shared/sync/operations.ts';
import type { Mirror, SyncStore } from '../../desktop/station/mirror-ports.ts';
import type { OpenDatabase } from '../../desktop/store/sql.ts';
import type { CloudAnswer, CloudClient } from '../../desktop/sync/cloud-client.ts';

/**
 * Mistakes that a developer could make, each put in at a seam of the product. They stay here for ever: a simulation that does not find
 * them would not find the real ones either.
 */
export const plantedBugs = {
  'normal-sync': 'SQLite is told not to wait for the disk at each commit',
  'deferred-commit': 'a verdict is shown while its transaction is still open',
  'ack-before-push': 'operations count as sent although the request failed',
  'resend-as-new': 'what is sent again after a lost answer gets new ids',
  'cursor-before-apply': 'the feed’s cursor is stored before the changes it stands for',
  'cursor-past-end': 'the feed’s cursor runs ahead of what was read',
  'forget-local-scans': 'a download forgets what the station did itself',
  'incremental-conflicts': 'conflicts are added up and never derived again',
  'keep-roster': 'a revoked station keeps its roster',
  'rescue-nothing': 'what was not sent stays in the damaged file, and nobody is told',
  'ignore-fork': 'operations count as sent although the cloud has others under their numbers',
} as const satisfies Record<string, string>;
export type PlantedBug = keyof typeof plantedBugs;

export function withBugInStore(bug: PlantedBug | null, sync: SyncStore, database: () => void): SyncStore {
  const { mirror } = sync;
  const changed = mirrorWithBug(bug, mirror, database);
  return changed === mirror ? sync : { ...sync, mirror: changed };
}

function mirrorWithBug(bug: PlantedBug | null, mirror: Mirror, forget: () => void): Mirror {
  if (bug === 'cursor-before-apply')
    return {
      ...mirror,
      applyFeed: (eventId, items, upTo) => {
        if (upTo !== null) mirror.applyFeed(eventId, [], upTo);
        mirror.applyFeed(eventId, items, null);
      },
    };
  if (bug === 'cursor-past-end')
    return {
      ...mirror,
      applyFeed: (eventId, items, upTo) =>
        mirror.applyFeed(
          eventId,
          items,
          upTo && { ...upTo, cursor: { ...upTo.cursor, xid: upTo.cursor.xid + 10_000 } },
        ),
    };
  if (bug === 'forget-local-scans')
    return {
      ...mirror,
      applyFeed: (eventId, items, upTo) => {
        forget();
        mirror.applyFeed(eventId, items, upTo);
      },
    };
  if (bug === 'keep-roster') return { ...mirror, wipe: () => {} };
  return mirror;
}

export function withBugInDriver(bug: PlantedBug | null, open: OpenDatabase): OpenDatabase {
  if (bug === 'incremental-conflicts')
    return file => {
      const database = open(file);
      const changed = (sql: string) =>
        sql.startsWith('delete from conflicts where event_no = ? and ticket_id')
          ? 'delete from conflicts where 0 and event_no = ? and ticket_id = ?'
          : sql.replace('insert into conflicts', 'insert or ignore into conflicts');
      return Object.assign(Object.create(database), { prepare: (sql: string) => database.prepare(changed(sql)) });
    };
  if (bug === 'rescue-nothing')
    return file => {
      const database = open(file);
      if (!file.includes('.damaged-')) return database;
      const prepare = (sql: string) => database.prepare(sql.replace('from journal where', 'from journal where 0 and'));
      return Object.assign(Object.create(database), { prepare });
    };
  if (bug === 'deferred-commit')
    return file => {
      const database = open(file);
      let pending = false;
      const prepare = (sql: string) => {
        const statement = database.prepare(sql);
        if (sql !== 'commit' && sql !== 'begin immediate') return statement;
        return {
          ...statement,
          run: () => {
            if (sql === 'commit') {
              pending = true;
              return { changes: 0 };
            }
            // The next one that begins finds the last one still open.
            settle();
            return statement.run();
          },
        };
      };
      const settle = () => {
        if (pending) database.prepare('commit').run();
        pending = false;
      };
      const pragma = (text: string) => {
        if (text.startsWith('synchronous =')) settle();
        return database.pragma(text);
      };
      return Object.defineProperty(Object.assign(Object.create(database), { prepare, pragma }), 'inTransaction', {
        get: () => database.inTransaction && !pending,
      });
    };
  return open;
}

export function withBugInClient(bug: PlantedBug | null, client: CloudClient, randomBytes: RandomBytes): CloudClient {
  if (bug === 'ack-before-push')
    return {
      ...client,
      ops: async (access, request) => {
        const answer = await client.ops(access, request);
        if (answer.kind !== 'unreachable') return answer;
        return asApplied(request.ops);
      },
    };
  if (bug === 'ignore-fork')
    return {
      ...client,
      ops: async (access, request) => {
        const answer = await client.ops(access, request);
        return answer.kind === 'refused' && answer.code === 'journal-forked' ? asApplied(request.ops) : answer;
      },
    };
  if (bug === 'resend-as-new') return resendingAsNew(client, randomBytes);
  return client;
}

function asApplied(ops: readonly unknown[]): CloudAnswer<OpsResponse> {
  const answers = ops.map(op => {
    const { seq, opId } = op as Operation;
    return { seq, opId, outcome: 'applied' as const, why: null };
  });
  return { kind: 'ok', value: { answers, lastSeq: answers.at(-1)?.seq ?? 0 }, clock: null };
}

/** As a cloud without idempotency would have it: whatever comes again is something new. */
function resendingAsNew(client: CloudClient, randomBytes: RandomBytes): CloudClient {
  let lost = false;
  return {
    ...client,
    ops: async (access, request) => {
      if (!lost) {
        const answer = await client.ops(access, request);
        lost = answer.kind === 'unreachable';
        return answer;
      }
      const old = request.ops as readonly Operation[];
      const renamed: Operation[] = [];
      for (const [index, op] of old.entries()) {
        const prevHash = renamed.at(-1)?.hash ?? journalStartHash;
        const opId: OpId = mintId('OpId', randomBytes);
        const unhashed = { ...op, seq: index + 1, opId, prevHash };
        const hash = hashOp(unhashed, text => createHash('sha256').update(text).digest('hex'));
        renamed.push({ ...unhashed, hash });
      }
      const journalId = mintId('JournalId', randomBytes);
      const answer = await client.ops(access, { ...request, journalId, ops: renamed });
      if (answer.kind !== 'ok') return answer;
      lost = false;
      const answers = answer.value.answers.flatMap((told, index) => {
        const op = old[index];
        return op === undefined ? [] : [{ ...told, seq: op.seq, opId: op.opId }];
      });
      return { ...answer, value: { answers, lastSeq: old.at(-1)?.seq ?? 0 } };
    },
  };
}
