import { expect, test } from 'vitest';
import { enqueue } from '../db/enqueue.ts';
import { withTenant } from '../db/with-tenant.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { runJobs } from '../testing/run-jobs.ts';
import type { Job } from './job.ts';
import { runWorker } from './run-worker.ts';

const cloud = await testApp(await testDatabase());

/** A job that tells when it ran, so that tests wait for it and not for the clock. */
function tellingJob(name: string, fail = false) {
  let told: (payload: unknown) => void = () => {};
  const ran = new Promise<unknown>(resolve => {
    told = resolve;
  });
  const job: Job = {
    name,
    run: async (_deps, payload) => {
      told(payload);
      if (fail) throw new Error('the printer is on fire');
    },
  };
  return { job, ran };
}

const deps = cloud.jobDeps;

test('a job runs when its transaction commits, and never when it does not', async () => {
  const { job, ran } = tellingJob('tell');
  const { orgId } = cloud.a;
  const lost = withTenant(cloud.deps.db, orgId, async tx => {
    await enqueue(tx, 'tell', { orgId, what: 'lost' }, { jobKey: 'lost' });
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');
  await withTenant(cloud.deps.db, orgId, tx => enqueue(tx, 'tell', { orgId, what: 'kept' }, { jobKey: 'kept' }));
  const worker = await runWorker(deps, { queuePool: cloud.database.pool('foyer_worker'), jobs: [job], concurrency: 1 });
  expect(await ran).toEqual({ orgId, what: 'kept' });
  await worker.stop();
  const { rows } = await cloud.root.query('select count(*)::int as count from graphile_worker._private_jobs');
  expect(rows).toEqual([{ count: 0 }]);
});

test('a job that fails as often as it may waits for a person, who can have it tried again', async () => {
  const { job, ran } = tellingJob('burn', true);
  const { orgId } = cloud.a;
  await withTenant(cloud.deps.db, orgId, tx => enqueue(tx, 'burn', { orgId }, { jobKey: 'burn', attemptsMax: 1 }));
  const worker = await runWorker(deps, { queuePool: cloud.database.pool('foyer_worker'), jobs: [job], concurrency: 1 });
  await ran;
  await worker.stop();
  const parked = await cloud.deps.db.query(
    'select job_id, job, org_id, attempts, last_error from app.list_parked_jobs(0, 10)',
  );
  expect(parked.rows).toMatchObject([{ job: 'burn', org_id: orgId, attempts: 1 }]);
  expect(parked.rows[0].last_error).toContain('the printer is on fire');
  expect(cloud.log.at(-1)).toMatchObject({ event: 'job-parked', job: 'burn' });
  const retried = await cloud.deps.db.query('select app.retry_parked_job($1, $2) as retried', [
    parked.rows[0].job_id,
    cloud.clock.now,
  ]);
  expect(retried.rows).toEqual([{ retried: true }]);
  expect((await cloud.deps.db.query('select * from app.list_parked_jobs(0, 10)')).rows).toEqual([]);
});

test('[OR-6] a job that is replaced while it runs, and then fails, waits for nobody: the one in its place does the work', async () => {
  const { orgId } = cloud.a;
  const key = { jobKey: 'again', attemptsMax: 3 };
  const again = (what: string) => withTenant(cloud.deps.db, orgId, tx => enqueue(tx, 'again', { orgId, what }, key));
  const done: unknown[] = [];
  const job: Job = {
    name: 'again',
    run: async (_deps, payload) => {
      done.push(payload);
      if (done.length > 1) return;
      await again('second');
      throw new Error('the printer is on fire');
    },
  };
  await again('first');
  await runJobs(deps, cloud.database, [job]);
  expect(done).toEqual([
    { orgId, what: 'first' },
    { orgId, what: 'second' },
  ]);
  const left = await cloud.root.query('select attempts from graphile_worker._private_jobs where key is null');
  expect(left.rows).toEqual([{ attempts: 3 }]);
  expect((await cloud.deps.db.query('select * from app.list_parked_jobs(0, 10)')).rows).toEqual([]);
});

test('the service can enqueue and cannot touch the queue', async () => {
  await expect(cloud.deps.db.query('select * from graphile_worker._private_jobs')).rejects.toThrow(/permission denied/);
  await expect(cloud.deps.db.query(`select graphile_worker.add_job('tell')`)).rejects.toThrow(/permission denied/);
});
