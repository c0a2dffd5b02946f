-- How many of what the payment provider told ended how, by type: kinds that concern nothing here are kept, and seen to be.
create function app.count_provider_events() returns table (state text, type text, events bigint)
language sql stable security definer set search_path = pg_catalog, app as $$
  select e.state, e.type, count(*) from app.provider_events e
  where e.org_id = current_setting('app.org_id')
  group by e.state, e.type order by e.state, count(*) desc, e.type
$$;
revoke all on function app.count_provider_events() from public;
grant execute on function app.count_provider_events() to foyer_app;
