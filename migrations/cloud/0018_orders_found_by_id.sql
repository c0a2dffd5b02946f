-- Of several indexes that seem equally good to a planner without statistics it takes the one made last. On a new database, until
-- the first ANALYZE, each foreign key to an order walked all orders of the event. Made again, the right ones come last.

do $$
declare
  v_keys record;
  v_drops text[] := '{}';
  v_adds text[] := '{}';
  v_step text;
begin
  for v_keys in
    select k.conrelid::regclass as owner, k.conname, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class i on i.oid = k.conindid
    where k.contype = 'f' and k.confrelid = 'app.orders'::regclass and i.relname = 'orders_org_id_event_id_order_id_key'
    order by 1, 2
  loop
    v_drops := v_drops || format('alter table %s drop constraint %I', v_keys.owner, v_keys.conname);
    v_adds := v_adds || format('alter table %s add constraint %I %s', v_keys.owner, v_keys.conname, v_keys.definition);
  end loop;
  foreach v_step in array v_drops
    || array['alter table app.orders drop constraint orders_org_id_event_id_order_id_key',
      'alter table app.orders add constraint orders_org_id_event_id_order_id_key unique (org_id, event_id, order_id)']
    || v_adds
  loop execute v_step; end loop;
end $$;

drop index app.tickets_order;
create index tickets_order on app.tickets (org_id, event_id, order_id);

-- An order that is being placed has no tickets yet: nothing to touch, for hundreds of lines at once.
drop trigger touch_tickets_of_order on app.order_lines;
create trigger touch_tickets_of_order after insert on app.order_lines for each row
  when (current_setting('app.placing', true) is distinct from 'on')
  execute function app.touch_tickets_of_order();
create trigger touch_tickets_of_line after update of quantity on app.order_lines
  for each row execute function app.touch_tickets_of_order();

-- Writes what was decided, reading the orders once. IN-4: the check of app.pools stands behind the plan.
create or replace function app.record_placing(
  p_org_id text, p_event_id text, p_orders json, p_lines json, p_answers json, p_pools json, p_audit json)
returns void language plpgsql set search_path = pg_catalog, app as $$
begin
  perform set_config('app.placing', 'on', true);
  with placed as materialized (
    select * from json_to_recordset(p_orders) as o (
      "orderId" text, ref text, state text, channel text, "buyerName" text, "buyerEmail" text, "buyerPhone" text,
      "buyerAddress" jsonb, language text, "totalMinor" bigint, currency text, answer jsonb, drafts jsonb, "inputHash" text,
      "searchKey" text, at timestamptz, "holdId" text, places jsonb, "lapsesAt" timestamptz)
  ), orders as (
    insert into app.orders (org_id, order_id, event_id, ref, state, channel, buyer_name, buyer_email, buyer_phone, buyer_address,
      language, total_minor, currency, quote, drafts, input_hash, search_key, created_at, updated_at)
    select p_org_id, o."orderId", p_event_id, o.ref, o.state, o.channel, o."buyerName", o."buyerEmail", o."buyerPhone",
      o."buyerAddress", o.language, o."totalMinor", o.currency, o.answer -> 'quote', o.drafts, decode(o."inputHash", 'hex'),
      o."searchKey", o.at, o.at
    from placed o
  ), holds as (
    insert into app.holds (org_id, hold_id, event_id, order_id, places, lapses_at, created_at)
    select p_org_id, h."holdId", p_event_id, h."orderId", h.places, h."lapsesAt", h.at from placed h
  ), idempotency as (
    insert into app.idempotency (org_id, verb, key, input_hash, answer, created_at)
    select p_org_id, 'order.place', i."orderId", decode(i."inputHash", 'hex'), i.answer, i.at from placed i
  ), pools as (
    update app.pools p set held = p.held + c.held
    from json_to_recordset(p_pools) as c ("poolId" text, held integer)
    where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = c."poolId"
  )
  insert into app.order_lines (org_id, order_id, line_id, event_id, tier_id, quantity, unit_minor, total_minor)
  select p_org_id, l."orderId", l."lineId", p_event_id, l."tierId", l.quantity, l."unitMinor", l."totalMinor"
  from json_to_recordset(p_lines) as l (
    "orderId" text, "lineId" text, "tierId" text, quantity integer, "unitMinor" bigint, "totalMinor" bigint);
  insert into app.order_answers (org_id, order_id, event_id, question_id, ticket_id, value)
  select p_org_id, a."orderId", p_event_id, a."questionId", a."ticketId", a.value
  from json_to_recordset(p_answers) as a ("orderId" text, "questionId" text, "ticketId" text, value text);
  perform app.append_audits(p_audit);
end $$;
