import type { ParkedJob } from '#shared/api/platform.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { Db } from './with-tenant.ts';

type Row = {
  readonly job_id: string;
  readonly job: string;
  readonly org_id: string | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly failed_at: Date;
};

/** Of every organization: for those who run the deployment. Payloads stay in the queue. */
export async function parkedJobs(db: Db, after: string, limit: number): Promise<ParkedJob[]> {
  const { rows } = await db.query<Row>('select * from app.list_parked_jobs($1, $2)', [after, limit]);
  return rows.map(row => ({
    jobId: row.job_id,
    job: row.job,
    orgId: row.org_id,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: instantFromMs(row.created_at.getTime()),
    failedAt: instantFromMs(row.failed_at.getTime()),
  }));
}

/** False when no such job is parked. */
export async function giveJobItsAttemptsBack(db: Db, jobId: string, runAt: Instant): Promise<boolean> {
  const { rows } = await db.query<{ given: boolean }>('select app.retry_parked_job($1, $2) as given', [jobId, runAt]);
  return rows[0]?.given === true;
}
