import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { describeFault, tellableError } from '../services/describe-fault.ts';
import type { Job, JobDeps } from './job.ts';

export type WorkerOptions = {
  /** Connected as foyer_worker, which owns the queue. */
  readonly queuePool: Pool;
  readonly jobs: readonly Job[];
  readonly concurrency: number;
};

/** Works off the queue until stopped. A job that fails is tried again, later each time, and parked after its last attempt. */
export async function runWorker(deps: JobDeps, options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  // A connection that breaks while it is lent out fails its query; without listeners the process would end as well.
  options.queuePool.on('error', ignoreLostConnection);
  options.queuePool.on('connect', client => client.on('error', ignoreLostConnection));
  const taskList: TaskList = Object.fromEntries(
    options.jobs.map(job => [
      job.name,
      async (payload: unknown, helpers: { job: { attempts: number; max_attempts: number } }) => {
        try {
          await job.run(deps, payload);
        } catch (error) {
          const { attempts, max_attempts: attemptsMax } = helpers.job;
          const event = attempts >= attemptsMax ? 'job-parked' : 'job-failed';
          deps.log({ level: 'error', event, job: job.name, attempts, attemptsMax, ...describeFault(error) });
          // The queue writes down the message of what it is thrown, and a console shows it.
          throw tellableError(error);
        }
      },
    ]),
  );
  const runner = await run({
    pgPool: options.queuePool,
    taskList,
    concurrency: options.concurrency,
    noHandleSignals: true,
    // Batches of what is done are flushed when the worker stops; single answers would be cut off.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => () => {}),
    parsedCronItems: parseCronItems(
      options.jobs.flatMap(job =>
        job.cron === undefined
          ? []
          : [{ task: job.name, match: job.cron, options: { jobKey: job.name, maxAttempts: 1 } }],
      ),
    ),
  });
  return { stop: () => runner.stop() };
}

function ignoreLostConnection(): void {}
