-- Documents of orders are read once where they come in, instead of once as a whole and once more for each column that keeps one.

drop function app.record_placing(text, text, json, json, json, json, json, json, json, json);
drop function app.append_audits(json);

create function app.append_audits(p_entries jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v_org text := current_setting('app.org_id');
  v_first bigint;
  v_seq bigint;
  v_prev bytea;
  v_links bytea[] := '{}';
  v record;
begin
  if v_org is null or v_org = '' then raise exception 'append_audits needs an organization'; end if;
  insert into app.audit_heads (org_id, seq, hash) values (v_org, 0, sha256(convert_to(v_org, 'UTF8')))
    on conflict (org_id) do nothing;
  select h.seq, h.hash into strict v_first, v_prev from app.audit_heads h where h.org_id = v_org for update;
  v_seq := v_first;
  v_links := v_links || v_prev;
  for v in select * from jsonb_to_recordset(p_entries) as r (
    at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, "requestId" text)
  loop
    v_seq := v_seq + 1;
    v_prev := app.audit_hash(v_prev, v_org, v_seq, v.at, v.actor, v.verb, v.target, v.before, v.after, v."requestId");
    v_links := v_links || v_prev;
  end loop;
  insert into app.audit (org_id, seq, at, actor, verb, target, before, after, request_id, prev_hash, hash)
  select v_org, v_first + e.nth, e.at, e.actor, e.verb, e.target, e.before, e.after, e.request_id, v_links[e.nth], v_links[e.nth + 1]
  from rows from (jsonb_to_recordset(p_entries) as (
    at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, "requestId" text))
    with ordinality as e (at, actor, verb, target, before, after, request_id, nth);
  update app.audit_heads set seq = v_seq, hash = v_prev where org_id = v_org;
  return v_seq;
end $$;

create function app.record_placing(p_org_id text, p_event_id text, p_orders jsonb, p_lines json, p_answers json, p_pools json, p_uses json, p_passes json, p_traces json, p_audit jsonb) returns void
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
  insert into app.order_answers (org_id, order_id, event_id, question_id, ticket_id, value)
  select p_org_id, a."orderId", p_event_id, a."questionId", a."ticketId", a.value
  from json_to_recordset(p_answers) as a ("orderId" text, "questionId" text, "ticketId" text, value text);
  insert into app.promo_uses (org_id, event_id, code, order_id, buyer_key, created_at)
  select p_org_id, p_event_id, u.code, u."orderId", u."buyerKey", u.at
  from json_to_recordset(p_uses) as u (code text, "orderId" text, "buyerKey" text, at timestamptz);
  update app.promo_codes c set uses = c.uses + n.times
  from (select u.code, count(*)::integer as times from json_to_recordset(p_uses) as u (code text) group by u.code) n
  where c.org_id = p_org_id and c.event_id = p_event_id and c.code = n.code;
  update app.waiting_room_places w set spent_at = s.at
  from json_to_recordset(p_passes) as s (visitor text, at timestamptz)
  where w.org_id = p_org_id and w.event_id = p_event_id and w.visitor_hash = decode(s.visitor, 'hex');
  insert into app.checkout_traces (org_id, order_id, event_id, terms_text, terms_accepted_at, address, device, recorded_at)
  select p_org_id, t."orderId", p_event_id, t."termsText", t."termsAcceptedAt", t.address, t.device, t.at
  from json_to_recordset(p_traces) as t (
    "orderId" text, "termsText" text, "termsAcceptedAt" timestamptz, address text, device text, at timestamptz);
  perform app.append_audits(p_audit);
end $$;

revoke all on function app.append_audits, app.record_placing from public;
grant execute on function app.append_audits, app.record_placing to foyer_app;

-- Orders that were decided before their locks were taken: nothing is written unless what they were decided by is true.
create function app.place_foreseen(p_org_id text, p_event_id text, p_version text, p_order_ids text[], p_pool_ids text[], p_refs text[],
  p_at timestamptz, p_orders jsonb, p_lines json, p_answers json, p_pools json, p_uses json, p_passes json, p_traces json, p_audit jsonb)
returns boolean
language plpgsql set search_path = pg_catalog, app as $$
declare
  v_opened record;
begin
  select * into strict v_opened from app.open_placing(p_org_id, p_event_id, p_order_ids, p_pool_ids, p_refs, p_at);
  if v_opened.version is distinct from p_version or v_opened.stored is not null or v_opened.taken_refs is not null
    or v_opened.waited is not null then return false; end if;
  perform from json_to_recordset(p_pools) as c ("poolId" text, held integer)
    left join app.pools p on p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = c."poolId"
    where p.pool_id is null or p.capacity - p.sold - p.held - p.lent < c.held;
  if found then return false; end if;
  perform app.record_placing(p_org_id, p_event_id, p_orders, p_lines, p_answers, p_pools, p_uses, p_passes, p_traces, p_audit);
  return true;
end $$;

revoke all on function app.place_foreseen from public;
grant execute on function app.place_foreseen to foyer_app;
