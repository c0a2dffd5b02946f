-- One scan of all that is held was made for every transaction that takes places, once a sale had grown: the planner expected one of
-- them to be due soon. Those that are due come first now, by the index they are in. The statements of placing are planned once for
-- each connection, a document that is empty costs nothing, and what is asked of every sale is part of the question or planned once.

-- Without settings of its own it becomes part of the statement that asks; every name in it says its schema.
create or replace function app.waited_for(p_org_id text, p_event_id text) returns table (tier_id text, first integer)
language sql stable as $$
  select distinct on (l.tier_id) l.tier_id, l.quantity from app.waiting_list l
  where l.org_id = p_org_id and l.event_id = p_event_id and l.state = 'waiting'
  order by l.tier_id, l.created_at, l.entry_id
$$;

create or replace function app.sale_version(p_org_id text, p_event_id text) returns text
language plpgsql stable set search_path = pg_catalog, app set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select e.xid::text || '.' || o.version::text || '.' || coalesce((
      select string_agg(concat_ws(' ', a.card_payments, a.currency, a.minimum_minor), '.' order by a.provider_account)
      from app.payment_accounts a where a.org_id = o.org_id), '')
    from app.events e join app.organizations o on o.org_id = e.org_id
    where e.org_id = p_org_id and e.event_id = p_event_id and o.org_id = p_org_id);
end $$;

create or replace function app.open_placing(p_org_id text, p_event_id text, p_order_ids text[], p_pool_ids text[], p_refs text[], p_at timestamptz)
returns table (version text, stored json, pools json, taken_refs text[], lapses_due boolean, waited json)
language plpgsql set search_path = pg_catalog, app set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('event ' || p_org_id || ' ' || p_event_id, 0));
  -- The keys of answerOnce, in one order everywhere.
  perform pg_advisory_xact_lock(k.lock) from (
    select distinct hashtextextended(p_org_id || ' order.place ' || i.order_id, 0) as lock
    from unnest(p_order_ids) as i (order_id) order by 1) k;
  perform from app.pools p where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = any (p_pool_ids)
    order by p.pool_id for no key update;
  -- A statement of its own: it sees what was committed while the locks were waited for.
  return query select
    app.sale_version(p_org_id, p_event_id),
    (select json_object_agg(i.key, json_build_object('hash', encode(i.input_hash, 'hex'), 'answer', i.answer))
      from app.idempotency i where i.org_id = p_org_id and i.verb = 'order.place' and i.key = any (p_order_ids)),
    (select json_agg(json_build_object('poolId', p.pool_id, 'capacity', p.capacity, 'sold', p.sold, 'held', p.held, 'lent', p.lent)
        order by p.pool_id)
      from app.pools p where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = any (p_pool_ids)),
    (select array_agg(o.ref) from app.orders o where o.org_id = p_org_id and o.event_id = p_event_id and o.ref = any (p_refs)),
    coalesce((select true from app.holds h
      where h.org_id = p_org_id and h.event_id = p_event_id and h.state = 'held' and h.lapses_at <= p_at
      order by h.lapses_at limit 1), false),
    (select json_object_agg(w.tier_id, w.first) from app.waited_for(p_org_id, p_event_id) w);
end $$;

create or replace function app.record_placing(p_org_id text, p_event_id text, p_orders jsonb, p_lines json, p_answers json, p_pools json, p_uses json, p_passes json, p_traces json, p_audit jsonb) returns void
language plpgsql set search_path = pg_catalog, app as $$
begin
  perform set_config('app.placing', 'on', true);
  with placed as materialized (
    select * from jsonb_to_recordset(p_orders) as o (
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
  if p_answers::text <> '[]' then
    insert into app.order_answers (org_id, order_id, event_id, question_id, ticket_id, value)
    select p_org_id, a."orderId", p_event_id, a."questionId", a."ticketId", a.value
    from json_to_recordset(p_answers) as a ("orderId" text, "questionId" text, "ticketId" text, value text);
  end if;
  if p_uses::text <> '[]' then
    insert into app.promo_uses (org_id, event_id, code, order_id, buyer_key, created_at)
    select p_org_id, p_event_id, u.code, u."orderId", u."buyerKey", u.at
    from json_to_recordset(p_uses) as u (code text, "orderId" text, "buyerKey" text, at timestamptz);
    update app.promo_codes c set uses = c.uses + n.times
    from (select u.code, count(*)::integer as times from json_to_recordset(p_uses) as u (code text) group by u.code) n
    where c.org_id = p_org_id and c.event_id = p_event_id and c.code = n.code;
  end if;
  if p_passes::text <> '[]' then
    update app.waiting_room_places w set spent_at = s.at
    from json_to_recordset(p_passes) as s (visitor text, at timestamptz)
    where w.org_id = p_org_id and w.event_id = p_event_id and w.visitor_hash = decode(s.visitor, 'hex');
  end if;
  if p_traces::text <> '[]' then
    insert into app.checkout_traces (org_id, order_id, event_id, terms_text, terms_accepted_at, address, device, recorded_at)
    select p_org_id, t."orderId", p_event_id, t."termsText", t."termsAcceptedAt", t.address, t.device, t.at
    from json_to_recordset(p_traces) as t (
      "orderId" text, "termsText" text, "termsAcceptedAt" timestamptz, address text, device text, at timestamptz);
  end if;
  perform app.append_audits(p_audit);
end $$;
