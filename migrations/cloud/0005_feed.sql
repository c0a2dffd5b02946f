-- SY-1: the order in which stations learn of changes. The transaction's own number is stamped on each row; readers take rows
-- below the horizon (pg_snapshot_xmin), so that nothing that commits late is skipped.

create function app.stamp_xid() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  return new;
end $$;

create trigger stamp_xid before insert or update on app.events for each row execute function app.stamp_xid();
create trigger stamp_xid before insert or update on app.tickets for each row execute function app.stamp_xid();
create trigger stamp_xid before insert or update on app.scans for each row execute function app.stamp_xid();

-- A change to what a door must know of an event is a change of the event. Pools count sales, which no door needs.
create function app.touch_event() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
begin
  if tg_op = 'DELETE' then
    update app.events set xid = 0 where org_id = old.org_id and event_id = old.event_id;
    return old;
  end if;
  update app.events set xid = 0 where org_id = new.org_id and event_id = new.event_id;
  return new;
end $$;

create trigger touch_event after insert or update or delete on app.tiers for each row execute function app.touch_event();
create trigger touch_event after insert or update or delete on app.zones for each row execute function app.touch_event();
create trigger touch_event after insert or update or delete on app.checkpoints for each row execute function app.touch_event();
create trigger touch_event after insert or update or delete on app.gates for each row execute function app.touch_event();
create trigger touch_event after insert or update or delete on app.questions for each row execute function app.touch_event();
create trigger touch_event after insert or update or delete on app.event_keys for each row execute function app.touch_event();

-- Operators and the organization's name and accent are known at every door of the organization that is not over.
create function app.touch_events_of_org() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
begin
  update app.events set xid = 0
  where org_id = (case when tg_op = 'DELETE' then old.org_id else new.org_id end) and state <> 'ended';
  return null;
end $$;
create trigger touch_events_of_org after insert or update or delete on app.operators
  for each row execute function app.touch_events_of_org();
create trigger touch_events_of_org after update of name, accent on app.organizations
  for each row execute function app.touch_events_of_org();

-- Wakes the cloud's live streams: once per event and transaction, however many rows it wrote.
create function app.notify_feed() returns trigger
language plpgsql set search_path = pg_catalog as $$
declare
  v record;
begin
  for v in select distinct n.org_id, n.event_id from fresh n loop
    perform pg_notify('foyer_feed',
      json_build_object('org', v.org_id, 'event', v.event_id, 'xid', pg_current_xact_id()::text::bigint)::text);
  end loop;
  return null;
end $$;
create trigger notify_feed_insert after insert on app.events referencing new table as fresh
  for each statement execute function app.notify_feed();
create trigger notify_feed_update after update on app.events referencing new table as fresh
  for each statement execute function app.notify_feed();
create trigger notify_feed_insert after insert on app.tickets referencing new table as fresh
  for each statement execute function app.notify_feed();
create trigger notify_feed_update after update on app.tickets referencing new table as fresh
  for each statement execute function app.notify_feed();
create trigger notify_feed_insert after insert on app.scans referencing new table as fresh
  for each statement execute function app.notify_feed();

-- Wakes a station whose own rights changed.
create function app.notify_station() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('foyer_station', json_build_object('org', new.org_id, 'station', new.station_id, 'state', new.state)::text);
  return null;
end $$;
create trigger notify_station after update of state, gate_id, version on app.stations
  for each row execute function app.notify_station();

-- The horizon: every transaction below it has ended. bigint, because xid8 has no leakproof comparison.
create function app.feed_horizon() returns bigint
language sql stable set search_path = pg_catalog as $$
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
$$;

revoke all on function
  app.stamp_xid, app.touch_event, app.touch_events_of_org, app.notify_feed, app.notify_station, app.feed_horizon from public;
grant execute on function
  app.stamp_xid, app.touch_event, app.touch_events_of_org, app.notify_feed, app.notify_station, app.feed_horizon to foyer_app;
