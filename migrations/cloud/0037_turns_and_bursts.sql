-- Who was passed over in a queue and comes back is let in at its pace: whoever has had no turn is looked through by number, for
-- each turn that comes due. A place that was given a number keeps its row in this index until its turn.
alter table app.waiting_rooms
  add column called_at timestamptz,
  add column called_waiting integer not null default 0;
drop index app.waiting_room_places_number;
create index waiting_room_places_number on app.waiting_room_places (org_id, event_id, number)
  where admitted_at is null and number is not null;

-- Declined cards are weighed against the payments that went through.
create index payments_payer on app.payments (org_id, payer_key, created_at) where payer_key is not null;
create index payments_begun on app.payments (org_id, created_at);

-- Counts a hit in its window. Who is blocked is not blocked for longer by what they began before; who waited a block out starts
-- afresh. `alarm` once in each window, whatever the limit is by then.
create or replace function app.count_burst(
  p_key_hash bytea, p_topic text, p_org_id text, p_limit integer, p_window_ms integer, p_block_ms integer, p_at timestamptz)
returns table (count integer, blocked_until timestamptz, alarm boolean)
language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v app.burst_counters;
  v_alarm boolean := false;
begin
  insert into app.burst_counters as b (key_hash, topic, org_id, count, window_started_at)
  values (p_key_hash, p_topic, p_org_id, 1, p_at)
  on conflict (key_hash) do update set (count, window_started_at, blocked_until) = (
    select
      case when o.over then 1 else b.count + 1 end,
      case when o.over then p_at else b.window_started_at end,
      case when o.over then null else b.blocked_until end
    from (select b.window_started_at < p_at - p_window_ms * interval '1 millisecond'
      or (p_block_ms > 0 and coalesce(b.blocked_until <= p_at, false)) as over) o)
  returning * into v;
  if v.count > p_limit then
    v_alarm := v.alarmed_at is null or v.alarmed_at < v.window_started_at;
    update app.burst_counters b set
      blocked_until = case when b.blocked_until > p_at then b.blocked_until else p_at + p_block_ms * interval '1 millisecond' end,
      alarmed_at = case when v_alarm then p_at else b.alarmed_at end
    where b.key_hash = p_key_hash returning * into v;
  end if;
  return query select v.count, v.blocked_until, v_alarm;
end $$;

alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'order-approved', 'order-declined', 'refund-made', 'refund-delayed', 'refund-failed', 'paid-too-late',
    'payment-failed', 'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred', 'ticket-voided', 'event-changed',
    'dispute-due', 'dispute-reversed', 'card-testing'));
