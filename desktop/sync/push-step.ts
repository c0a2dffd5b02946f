import { mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Operation, OpsResponse } from '#shared/sync/operations.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import type { JournalHead, RecordedAnswer } from '../station/ports.ts';
import type { CloudAnswer } from './cloud-client.ts';
import type { StepResult, SyncContext } from './sync-context.ts';

/** A batch stays well below what the cloud takes in one request. */
const batchBytesMax = Math.floor(limits.requestBodyBytesMax * 0.75);

/**
 * Sends the next operations of the oldest journal that has any, with the token of its own pairing: also after that was revoked (SY-4).
 * A batch whose answer is lost is sent again as it was; the cloud knows it by number and hash (SY-3).
 */
export async function pushStep(context: SyncContext): Promise<StepResult> {
  const { store } = context.sync;
  const head = store.journal.all().find(journal => !journal.closed && journal.lastSeq > journal.answeredSeq);
  if (head === undefined) return 'idle';
  const token = await context.secrets.read(head.tokenName);
  if (token === null) {
    tellStuck(context, head);
    return 'failed';
  }
  const ops = nextBatch(store.journal.after(head.journalNo, head.answeredSeq, limits.outboxBatchOpsMax));
  const access = { cloudUrl: head.cloudUrl, token, unsent: store.journal.unsent() };
  const answer = await context.cloud.ops(access, {
    protocol: PROTOCOL_VERSION,
    journalId: head.journalId,
    ops: [...ops],
  });
  const response = context.heard(answer);
  if (response === null) return recover(context, head, answer);
  return recordResponse(context, head, ops, response);
}

function nextBatch(ops: readonly Operation[]): readonly Operation[] {
  let bytes = 0;
  const fitting = ops.filter(op => {
    bytes += JSON.stringify(op).length;
    return bytes <= batchBytesMax;
  });
  return fitting.length > 0 ? fitting : ops.slice(0, 1);
}

/** Takes only what answers the very operations that were sent, in their order, from the first without an answer on. */
function recordResponse(
  context: SyncContext,
  head: JournalHead,
  ops: readonly Operation[],
  response: OpsResponse,
): StepResult {
  const answers: RecordedAnswer[] = [];
  for (const op of ops) {
    const answer = response.answers.find(candidate => candidate.seq === op.seq && candidate.opId === op.opId);
    if (answer === undefined) break;
    answers.push(answer);
  }
  if (answers.length === 0) {
    context.heard({ kind: 'garbled', what: 'answers to other operations' });
    return 'failed';
  }
  context.sync.store.journal.recordAnswers(head.journalNo, answers, context.clock.now());
  context.changed();
  return 'worked';
}

function recover(context: SyncContext, head: JournalHead, answer: CloudAnswer<OpsResponse>): StepResult {
  if (answer.kind !== 'refused') return 'failed';
  const { store } = context.sync;
  if (answer.code === 'journal-forked') {
    store.transaction(() => {
      const journalId = mintId('JournalId', context.randomBytes);
      const next = context.sync.forkJournal(head.journalNo, journalId, context.clock.now());
      context.note('journal-forked', `${head.journalId} goes on as ${next.journalId}`);
    });
    context.changed();
    return 'worked';
  }
  const lastSeq = answer.facts.lastSeq;
  if (answer.code === 'journal-gap' && typeof lastSeq === 'number' && lastSeq < head.answeredSeq && lastSeq >= 0) {
    // The cloud was put back to an earlier day: what it has lost it gets again.
    store.journal.rewind(head.journalNo, lastSeq);
    return 'worked';
  }
  return 'failed';
}

function tellStuck(context: SyncContext, { scope }: JournalHead): void {
  context.setProblem('station-unsent', {
    lost: false,
    facts: { unsent: context.sync.store.journal.unsent(), org: scope.orgName },
  });
}
