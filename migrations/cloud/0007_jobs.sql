-- Work that leaves the transaction: enqueued in it, done after it. The queue itself belongs to foyer_worker.

-- The same key replaces a waiting job of that key. Jobs carry the organization they belong to.
create function app.enqueue(
  p_job text, p_payload json, p_job_key text, p_queue text, p_run_at timestamptz, p_attempts_max integer)
returns void language sql security definer set search_path = pg_catalog as $$
  select from graphile_worker.add_job(
    identifier => p_job, payload => p_payload, job_key => p_job_key, queue_name => p_queue,
    run_at => p_run_at, max_attempts => p_attempts_max)
$$;

-- What failed as often as it may. Nothing is deleted at the last attempt: it waits here for a person.
create view app.parked_jobs with (security_invoker = true) as
  select j.id as job_id, t.identifier as job, j.payload ->> 'orgId' as org_id, j.payload, j.attempts,
    j.last_error, j.created_at, j.updated_at as failed_at
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where j.attempts >= j.max_attempts and j.locked_at is null;

create function app.list_parked_jobs(p_after bigint, p_limit integer)
returns table (job_id bigint, job text, org_id text, attempts smallint, last_error text, created_at timestamptz, failed_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select p.job_id, p.job, p.org_id, p.attempts, p.last_error, p.created_at, p.failed_at
  from app.parked_jobs p where p.job_id > p_after order by p.job_id limit p_limit
$$;

-- Gives a parked job its attempts back.
create function app.retry_parked_job(p_job_id bigint, p_run_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from app.parked_jobs p where p.job_id = p_job_id) then return false; end if;
  perform graphile_worker.reschedule_jobs(array[p_job_id], run_at => p_run_at, attempts => 0);
  return true;
end $$;

revoke all on function app.enqueue, app.list_parked_jobs, app.retry_parked_job from public;
grant execute on function app.enqueue, app.list_parked_jobs, app.retry_parked_job to foyer_app;
