import { assert } from '#shared/kernel/assert.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { isOfTheMoment } from '../../db/is-of-the-moment.ts';

/** What became of one piece of work in a batch that was committed. */
export type Settled<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly error: Error };

/** Puts work in a lane and answers when the batch it was part of is on disk. */
export type Combiner<Work, Answer> = (lane: string, work: Work) => Promise<Answer>;

export type CombinerSettings<Work, Answer> = {
  /** One transaction for all of it. What it throws has changed nothing, or is found again by its keys when tried once more. */
  readonly flush: (batch: readonly Work[]) => Promise<readonly Settled<Answer>[]>;
  readonly batchMax?: number;
  readonly flightsMax?: number;
  readonly waitingMax?: number;
  /** Asked before a crowd goes on: null when nobody of another organization is at work, else once the way is clear. */
  readonly giveWay?: (next: Work) => Promise<void> | null;
  /** Another number whenever somebody of another organization has come by since. */
  readonly passedBy?: (next: Work) => number;
};

type Waiting<Work, Answer> = {
  readonly work: Work;
  readonly settle: (settled: Settled<Answer>) => void;
};

type Lane<Work, Answer> = {
  waiting: Waiting<Work, Answer>[];
  flights: number;
  flying: number;
  woken: boolean;
  /** For how many more batches we count on others being about. */
  company: number;
  passedBy: number;
};

/**
 * One lane for what competes for the same rows. Whoever comes while transactions are under way waits, and the next one takes all
 * that wait: one lock and one flush of the disk for many, however many they are. Nothing waits for a clock, so somebody alone
 * loses no time. Two transactions at once, so that one is prepared while the other reaches the disk; but the second only once as
 * many wait as the first took, because few small transactions cost more than one of all of them.
 *
 * IN-10: a crowd gives way. Before its next transaction, those of others end first; and as long as others come by, its own are
 * smaller and one at a time, because whoever comes in the middle of one waits for the rest of it.
 */
export function createCombiner<Work, Answer>(settings: CombinerSettings<Work, Answer>): Combiner<Work, Answer> {
  const { flush, batchMax, flightsMax, waitingMax, giveWay, passedBy } = {
    batchMax: limits.placingBatchMax,
    flightsMax: limits.placingFlightsMax,
    waitingMax: limits.placingWaitingMax,
    giveWay: () => null,
    passedBy: () => 0,
    ...settings,
  };
  const lanes = new Map<string, Lane<Work, Answer>>();

  const start = (name: string, lane: Lane<Work, Answer>): void => {
    while (mayFly(lane)) void fly(name, lane);
  };

  const mostOf = ({ company }: Lane<Work, Answer>) =>
    company > 0 ? Math.min(limits.crowdedBatchMax, batchMax) : batchMax;

  const mayFly = (lane: Lane<Work, Answer>): boolean =>
    lane.flights < (lane.company > 0 ? 1 : flightsMax) &&
    lane.waiting.length > 0 &&
    lane.waiting.length >= Math.min(lane.flying, mostOf(lane));

  const fly = async (name: string, lane: Lane<Work, Answer>): Promise<void> => {
    lane.flights += 1;
    const clear = letOthersPass(lane);
    if (clear !== null) await clear;
    const batch = lane.waiting.splice(0, mostOf(lane));
    lane.flying += batch.length;
    await serve(flush, batch, () => (lane.company > 0 ? limits.settledPerTurn : batch.length));
    lane.flights -= 1;
    lane.flying -= batch.length;
    start(name, lane);
    if (lane.flights === 0 && lane.waiting.length === 0) lanes.delete(name);
  };

  const letOthersPass = (lane: Lane<Work, Answer>): Promise<void> | null => {
    const [next] = lane.waiting;
    if (next === undefined || lane.waiting.length + lane.flying < limits.crowdFrom) return null;
    const clear = giveWay(next.work);
    const seen = passedBy(next.work);
    const alone = clear === null && seen === lane.passedBy;
    lane.company = alone ? Math.max(0, lane.company - 1) : limits.crowdGivesWayBatches;
    lane.passedBy = seen;
    return clear;
  };

  return (name, work) =>
    new Promise((resolve, reject) => {
      const lane: Lane<Work, Answer> = lanes.get(name) ?? {
        waiting: [],
        flights: 0,
        flying: 0,
        woken: false,
        company: 0,
        passedBy: 0,
      };
      lanes.set(name, lane);
      if (lane.waiting.length >= waitingMax) {
        reject(refusal('busy', { retryAfterMs: 1_000 }));
        return;
      }
      lane.waiting.push({
        work,
        settle: settled => (settled.kind === 'answer' ? resolve(settled.answer) : reject(settled.error)),
      });
      // After the requests that arrived together were read, so that they go together.
      if (!lane.woken) {
        lane.woken = true;
        setImmediate(() => {
          lane.woken = false;
          start(name, lane);
        });
      }
    });
}

async function serve<Work, Answer>(
  flush: CombinerSettings<Work, Answer>['flush'],
  batch: readonly Waiting<Work, Answer>[],
  perTurn: () => number,
  attempt = 1,
): Promise<void> {
  const [error, outcomes] = await tried(flush, batch);
  if (outcomes !== null) return tell(batch, outcomes, perTurn());
  if (isOfTheMoment(error)) {
    if (attempt === 1) return serve(flush, batch, perTurn, 2);
    for (const { settle } of batch) settle({ kind: 'refused', error: refusal('busy', { retryAfterMs: 1_000 }) });
    return;
  }
  // One bad row takes the whole transaction with it; halves find it and let the others through.
  if (batch.length > 1) {
    const middle = Math.ceil(batch.length / 2);
    await serve(flush, batch.slice(0, middle), perTurn);
    return serve(flush, batch.slice(middle), perTurn);
  }
  for (const { settle } of batch) settle({ kind: 'refused', error });
}

/** So many at a time: what an answer sets off is done before the next ones, and whoever came for something else is heard between. */
async function tell<Work, Answer>(
  batch: readonly Waiting<Work, Answer>[],
  outcomes: readonly Settled<Answer>[],
  perTurn: number,
): Promise<void> {
  assert(outcomes.length === batch.length, 'a batch settles all that was in it');
  for (const [index, outcome] of outcomes.entries()) {
    if (index > 0 && index % perTurn === 0) await new Promise(resolve => setImmediate(resolve));
    batch[index]?.settle(outcome);
  }
}

async function tried<Work, Answer>(
  flush: CombinerSettings<Work, Answer>['flush'],
  batch: readonly Waiting<Work, Answer>[],
): Promise<[Error, null] | [null, readonly Settled<Answer>[]]> {
  try {
    return [null, await flush(batch.map(({ work }) => work))];
  } catch (error) {
    return [error instanceof Error ? error : new Error(String(error)), null];
  }
}
