import { Logger, runOnce } from 'graphile-worker';
import type { Job, JobDeps } from '../jobs/job.ts';
import { jobList } from '../jobs/job-list.ts';
import type { TestDatabase } from './database.ts';

/** Works off every job that is due, those that jobs enqueue as well. One that fails is kept, as in the real worker. */
export async function runJobs(
  deps: JobDeps,
  database: TestDatabase,
  jobs: readonly Job[] = jobList,
): Promise<readonly { readonly job: string; readonly error: unknown }[]> {
  const failures: { job: string; error: unknown }[] = [];
  const queuePool = database.pool('foyer_worker');
  queuePool.on('connect', client => client.on('error', () => {}));
  await runOnce({
    pgPool: queuePool,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(
      jobs.map(job => [
        job.name,
        async (payload: unknown) => {
          try {
            await job.run(deps, payload);
          } catch (error) {
            failures.push({ job: job.name, error });
            throw error;
          }
        },
      ]),
    ),
  });
  await queuePool.end();
  return failures;
}
