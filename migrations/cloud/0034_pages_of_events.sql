-- A page of two hundred asks for one row more, to know whether another page comes.

create or replace function app.provider_events_page(p_state text, p_type text, p_before timestamptz, p_before_id text, p_limit integer)
returns setof app.provider_events
language sql stable security definer set search_path = pg_catalog, app as $$
  select * from app.provider_events
  where org_id = current_setting('app.org_id')
    and (p_state is null or state = p_state) and (p_type is null or type = p_type)
    and (p_before is null or (received_at, event_id) < (p_before, p_before_id))
  order by received_at desc, event_id desc limit least(p_limit, 201)
$$;
create or replace function app.foreign_provider_events_page(p_before timestamptz, p_before_id text, p_limit integer)
returns table (event_id text, endpoint text, provider_account text, known_org_id text, type text, livemode boolean, object_id text,
  created_at timestamptz, received_at timestamptz, source text, state text, attempts integer, error text, handled_at timestamptz)
language sql stable security definer set search_path = pg_catalog, app as $$
  select e.event_id, e.endpoint, e.provider_account, d.org_id, e.type, e.livemode, e.object_id,
    e.created_at, e.received_at, e.source, e.state, e.attempts, e.error, e.handled_at
  from app.provider_events e
  left join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
  where e.state = 'foreign' and (p_before is null or (e.received_at, e.event_id) < (p_before, p_before_id))
  order by e.received_at desc, e.event_id desc limit least(p_limit, 201)
$$;
