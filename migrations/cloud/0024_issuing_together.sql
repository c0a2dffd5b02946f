-- What many orders leave behind is written in few statements: jobs of one kind together, and the log without a call for each hash.

-- Adds the same job for many, as app.enqueue does for one: it runs when the transaction commits, and never when it does not.
create function app.enqueue_all(p_job text, p_wanted json) returns void
language sql security definer set search_path = pg_catalog as $$
  select from graphile_worker.add_jobs(array(
    select row (p_job, w.payload, null, null, 12, w."jobKey", null, null)::graphile_worker.job_spec
    from json_to_recordset(p_wanted) as w (payload json, "jobKey" text)))
$$;
revoke all on function app.enqueue_all from public;
grant execute on function app.enqueue_all to foyer_app;

-- The same hash as before. Every name is written in full and no setting is changed around it, so that the planner puts it in place
-- of its call.
create or replace function app.audit_hash(
  prev bytea, org_id text, seq bigint, at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, request_id text)
returns bytea language sql stable as $$
  select pg_catalog.sha256(prev operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.jsonb_build_array(
    org_id, seq, extract(epoch from at)::pg_catalog.text, actor, verb, target, before, after, request_id)::pg_catalog.text, 'UTF8'))
$$;

-- Whoever says that these orders have no tickets yet spares the look for them.
drop trigger touch_tickets_of_order on app.orders;
create trigger touch_tickets_of_order after update of state, ref on app.orders for each row
  when ((old.state is distinct from new.state or old.ref is distinct from new.ref)
    and current_setting('app.placing', true) is distinct from 'on')
  execute function app.touch_tickets_of_order();
