-- SY-1: what stations are told of a ticket, kept ready as the JSON text of a MirrorTicket. A first sync then reads text instead
-- of building a document per ticket out of three tables.

alter table app.tickets add column mirror text not null default '';

-- `2026-11-22T19:30:00.000Z`, as an Instant is written everywhere.
create function app.instant_text(p_at timestamptz) returns text
language sql immutable parallel safe set search_path = pg_catalog as $$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function app.write_ticket_mirror() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
declare
  v_ref text;
  v_state text := 'paid';
  v_size bigint := 0;
begin
  if new.order_id is not null then
    select o.ref, o.state, coalesce(l.size, 0) into v_ref, v_state, v_size
    from app.orders o left join lateral (
      select sum(n.quantity) as size from app.order_lines n
      where n.org_id = o.org_id and n.order_id = o.order_id) l on true
    where o.org_id = new.org_id and o.order_id = new.order_id;
  end if;
  select row_to_json(m)::text into new.mirror from (select
    new.ticket_id as "ticketId", new.tier_id as "tierId", new.state as "state",
    case when new.state in ('valid', 'blank') then null else app.instant_text(new.state_since) end as "stateSince",
    new.disputed as "disputed", new.blocked as "blocked", new.order_id as "orderId", v_ref as "orderRef",
    coalesce(v_state, 'paid') as "orderState", coalesce(v_size, 0) as "orderSize",
    new.holder as "holder", new.seat as "seat", new.search_key as "searchKey",
    case when new.opens_at is null and new.closes_at is null then null else json_build_object(
      'opensAt', app.instant_text(new.opens_at), 'closesAt', app.instant_text(new.closes_at)) end as "window",
    new.guardian_ticket_id as "guardianTicketId", new.imported_code as "importedCode", new.attention as "attention",
    new.missing_answers as "missingAnswers", new.answers as "answers") m;
  return new;
end $$;
create trigger write_ticket_mirror before insert or update on app.tickets
  for each row execute function app.write_ticket_mirror();

-- What a door is told of a ticket includes its order: a change there is a change of its tickets.
create function app.touch_tickets_of_order() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
begin
  update app.tickets set xid = 0
  where org_id = new.org_id and event_id = new.event_id and order_id = new.order_id;
  return null;
end $$;
create trigger touch_tickets_of_order after update of state, ref on app.orders for each row
  when (old.state is distinct from new.state or old.ref is distinct from new.ref)
  execute function app.touch_tickets_of_order();
create trigger touch_tickets_of_order after insert or update of quantity on app.order_lines
  for each row execute function app.touch_tickets_of_order();

do $$
declare
  v_org text;
begin
  for v_org in select org_id from app.org_directory loop
    perform set_config('app.org_id', v_org, true);
    update app.tickets set xid = 0;
  end loop;
end $$;

revoke all on function app.instant_text, app.write_ticket_mirror, app.touch_tickets_of_order from public;
grant execute on function app.instant_text, app.write_ticket_mirror, app.touch_tickets_of_order to foyer_app;
