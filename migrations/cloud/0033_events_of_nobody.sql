-- What a provider told of accounts that nobody here had: those who run the deployment see it, and give it to whom it belongs.

create index provider_events_foreign on app.provider_events (received_at desc, event_id desc) where state = 'foreign';

-- With the organization that has the account by now, if one has.
create function app.foreign_provider_events_page(p_before timestamptz, p_before_id text, p_limit integer)
returns table (event_id text, endpoint text, provider_account text, known_org_id text, type text, livemode boolean, object_id text,
  created_at timestamptz, received_at timestamptz, source text, state text, attempts integer, error text, handled_at timestamptz)
language sql stable security definer set search_path = pg_catalog, app as $$
  select e.event_id, e.endpoint, e.provider_account, d.org_id, e.type, e.livemode, e.object_id,
    e.created_at, e.received_at, e.source, e.state, e.attempts, e.error, e.handled_at
  from app.provider_events e
  left join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
  where e.state = 'foreign' and (p_before is null or (e.received_at, e.event_id) < (p_before, p_before_id))
  order by e.received_at desc, e.event_id desc limit least(p_limit, 200)
$$;
-- Whose such events are by now: of one of them, or of all.
create function app.orgs_of_foreign_events(p_event_id text) returns table (org_id text)
language sql stable security definer set search_path = pg_catalog, app as $$
  select distinct d.org_id
  from app.provider_events e
  join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
  where e.state = 'foreign' and (p_event_id is null or e.event_id = p_event_id)
  order by d.org_id
$$;
-- Gives the organization of the transaction what is its own.
create function app.adopt_foreign_events(p_event_id text, p_limit integer) returns table (event_id text, object_id text)
language sql security definer set search_path = pg_catalog, app as $$
  with mine as (
    select e.event_id
    from app.provider_events e
    join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
    where e.state = 'foreign' and d.org_id = current_setting('app.org_id') and (p_event_id is null or e.event_id = p_event_id)
    order by e.received_at, e.event_id limit p_limit
    for update of e)
  update app.provider_events e set org_id = current_setting('app.org_id'), state = 'received'
  from mine where mine.event_id = e.event_id
  returning e.event_id, e.object_id
$$;

revoke all on function app.foreign_provider_events_page, app.orgs_of_foreign_events, app.adopt_foreign_events from public;
grant execute on function app.foreign_provider_events_page, app.orgs_of_foreign_events, app.adopt_foreign_events to foyer_app;
