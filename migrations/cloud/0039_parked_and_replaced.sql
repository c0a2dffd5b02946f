-- A job that is replaced while it runs loses its key and all further attempts: what it was to do is done by the job that has the key
-- now. Where it then fails, nobody has to see to it. Every job of ours has a key, those of the clock as well.
create or replace view app.parked_jobs with (security_invoker = true) as
  select j.id as job_id, t.identifier as job, j.payload ->> 'orgId' as org_id, j.payload, j.attempts,
    j.last_error, j.created_at, j.updated_at as failed_at
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where j.attempts >= j.max_attempts and j.locked_at is null and j.key is not null;
