-- What was needed once is not kept for ever, what cannot be worked off is not tried for ever, and a batch says whom it left out.

alter table app.provider_events add column shortened_at timestamptz;
create index provider_events_long on app.provider_events (received_at) where shortened_at is null;

-- Of all organizations, and of nobody's: the ids stay, by which an event can be worked through again; whom it tells of goes.
create function app.shorten_provider_events(p_before timestamptz, p_at timestamptz, p_limit integer) returns bigint
language sql security definer set search_path = pg_catalog, app as $$
  with long as (
    select event_id from app.provider_events
    where shortened_at is null and received_at < p_before
      and (state = 'foreign' or state in ('done', 'ignored') and handled_at < p_before)
    order by received_at limit p_limit
    for update skip locked),
  short as (
    update app.provider_events e set shortened_at = p_at, headers = '{}',
      payload = (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(e.payload)
        where key in ('id', 'object', 'type', 'account', 'created', 'livemode') and jsonb_typeof(value) not in ('object', 'array')
      ) || jsonb_build_object('data', jsonb_build_object('object', (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(
          case jsonb_typeof(e.payload #> '{data,object}') when 'object' then e.payload #> '{data,object}' else '{}' end)
        where key in ('id', 'object', 'payment_intent', 'charge', 'balance_transaction', 'failure_balance_transaction')
          and jsonb_typeof(value) in ('string', 'null'))))
    from long where long.event_id = e.event_id
    returning 1)
  select count(*) from short
$$;

-- What is due to be tried again: after each time in vain twice as long as before, and in the end no more.
create function app.provider_events_left_over(p_now timestamptz, p_quiet_ms integer, p_attempts_max integer, p_limit integer)
returns table (event_id text)
language sql stable security definer set search_path = pg_catalog, app as $$
  select e.event_id from app.provider_events e
  where e.org_id = current_setting('app.org_id') and e.state in ('received', 'failed') and e.attempts < p_attempts_max
    and coalesce(e.handled_at, e.received_at) < p_now - p_quiet_ms * power(2, e.attempts) * interval '1 millisecond'
  order by coalesce(e.handled_at, e.received_at), e.event_id limit p_limit
$$;

revoke all on function app.shorten_provider_events, app.provider_events_left_over from public;
grant execute on function app.shorten_provider_events, app.provider_events_left_over to foyer_app;

grant update (address, device) on app.checkout_traces to foyer_app;

alter table app.refund_batches add column left_out jsonb not null default '[]';
