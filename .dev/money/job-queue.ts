import { isRefusal } from '#shared/kernel/refusal.ts';
import type { Job } from '../../cloud/jobs/job.ts';
import { jobList } from '../../cloud/jobs/job-list.ts';
import { sendMailJobName } from '../../cloud/services/mail/enqueue-mail.ts';
import { isProviderError } from '../../cloud/services/payment-provider.ts';
import { tellAll } from '../seeded/tell-all.ts';
import type { MoneyCloud, Side } from './money-cloud.ts';
import { isCutOff } from './mortal-process.ts';

export type WaitingJob = {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly queue: string | null;
};

/** What the queue dated by itself has the machine's time, and is due at once. */
const datedByTheQueue = '2039-01-01';

/** Jobs that a worker could take now: of each named queue the first one, of the others all. */
export async function dueJobs(cloud: MoneyCloud, now: string): Promise<readonly WaitingJob[]> {
  const { rows } = await cloud.root.query<WaitingJob>(
    `select j.id::text as id, t.identifier as name, j.payload, j.attempts, q.queue_name as queue
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.locked_at is null and q.locked_at is null and j.attempts < j.max_attempts and (j.run_at <= $1 or j.run_at < $2)
     order by j.priority, j.run_at, j.id`,
    [now, datedByTheQueue],
  );
  const queues = new Set<string>();
  return rows.filter(({ queue }) => {
    if (queue === null) return true;
    const first = !queues.has(queue);
    queues.add(queue);
    return first;
  });
}

export async function parkedJobs(cloud: MoneyCloud): Promise<readonly { name: string; error: string }[]> {
  const { rows } = await cloud.root.query<{ name: string; error: string }>(
    'select p.job as name, p.last_error as error from app.parked_jobs p order by p.job_id',
  );
  return rows;
}

/**
 * One job as the queue would have it run: locked with its queue, gone when it is done, later again when it failed. Says how it
 * went; what it failed of that nobody here brought about goes to `complain`.
 */
export async function runJob(
  cloud: MoneyCloud,
  side: Side,
  job: WaitingJob,
  now: string,
  complain: (what: string) => void,
): Promise<string> {
  const known = jobList.find(({ name }) => name === job.name && name !== sendMailJobName);
  await lock(cloud, job, now);
  const error = known === undefined ? null : await failureOf(() => known.run(cloud.jobDeps(side), job.payload));
  const done = error === null;
  await unlock(cloud, job, done ? null : { error: String(error).slice(0, 500), now });
  side.process.dead = false;
  if (known === undefined) return `${job.name} left out`;
  if (done) return `${job.name} done`;
  if (!isExpected(error)) complain(`${job.name} failed: ${tellAll(error)}`);
  return `${job.name} ${isCutOff(error) ? 'cut off' : 'failed'}`;
}

async function lock(cloud: MoneyCloud, job: WaitingJob, now: string): Promise<void> {
  await cloud.root.query(
    `with q as (update graphile_worker._private_job_queues set locked_at = $2, locked_by = 'money' where queue_name = $3)
     update graphile_worker._private_jobs set locked_at = $2, locked_by = 'money', attempts = attempts + 1 where id = $1`,
    [job.id, now, job.queue],
  );
}

/** Gone when it is done, later again when it failed. */
async function unlock(
  cloud: MoneyCloud,
  job: WaitingJob,
  failure: { readonly error: string; readonly now: string } | null,
): Promise<void> {
  const free = `with q as (update graphile_worker._private_job_queues set locked_at = null, locked_by = null where queue_name = $2)`;
  if (failure === null)
    await cloud.root.query(`${free} delete from graphile_worker._private_jobs where id = $1`, [job.id, job.queue]);
  else
    await cloud.root.query(
      `${free} update graphile_worker._private_jobs set locked_at = null, locked_by = null, last_error = $3,
         run_at = $4::timestamptz + exp(least(attempts, 10)) * interval '1 second' where id = $1`,
      [job.id, job.queue, failure.error, failure.now],
    );
}

/** A job of the clock, for every organization. */
export async function runCron(
  cloud: MoneyCloud,
  side: Side,
  job: Job,
  complain: (what: string) => void,
): Promise<string> {
  const error = await failureOf(() => job.run(cloud.jobDeps(side), {}));
  side.process.dead = false;
  if (error !== null && !isExpected(error)) complain(`${job.name} failed: ${tellAll(error)}`);
  return `${job.name} ${error === null ? 'done' : 'failed'}`;
}

async function failureOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error ?? new Error('failed of nothing');
  }
}

/** A death, a cut, a provider that is out of order: nothing else may make a job fail. */
export function isExpected(error: unknown): boolean {
  if (isCutOff(error)) return true;
  if (isProviderError(error)) return error.kind === 'unknown' || error.kind === 'busy';
  if (isRefusal(error)) return error.code === 'busy';
  return error instanceof AggregateError && error.errors.length > 0 && error.errors.every(isExpected);
}
