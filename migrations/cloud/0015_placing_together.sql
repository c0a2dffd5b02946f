-- Waiting orders are placed together: one transaction takes the locks once, asks the rules, and writes all of them.

-- IN-5: what has to be known to place these orders, read under the locks that keep it true until the transaction ends.
-- An advisory lock of the event is shared among buyers and exclusive to whoever edits it: unlike a row lock it is granted in
-- turn, so that a stream of buyers cannot keep an organizer from closing the sale.
create function app.open_placing(
  p_org_id text, p_event_id text, p_order_ids text[], p_pool_ids text[], p_refs text[], p_at timestamptz)
returns table (version text, stored json, pools json, taken_refs text[], lapses_due boolean)
language plpgsql set search_path = pg_catalog, app as $$
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
    (select e.xid::text from app.events e where e.org_id = p_org_id and e.event_id = p_event_id)
      || '.' || (select o.version::text from app.organizations o where o.org_id = p_org_id),
    (select json_object_agg(i.key, json_build_object('hash', encode(i.input_hash, 'hex'), 'answer', i.answer))
      from app.idempotency i where i.org_id = p_org_id and i.verb = 'order.place' and i.key = any (p_order_ids)),
    (select json_agg(json_build_object('poolId', p.pool_id, 'capacity', p.capacity, 'sold', p.sold, 'held', p.held, 'lent', p.lent)
        order by p.pool_id)
      from app.pools p where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = any (p_pool_ids)),
    (select array_agg(o.ref) from app.orders o where o.org_id = p_org_id and o.event_id = p_event_id and o.ref = any (p_refs)),
    exists (select from app.holds h where h.org_id = p_org_id and h.event_id = p_event_id and h.state = 'held' and h.lapses_at <= p_at);
end $$;

-- Appends many rows to the chain of the organization this transaction is in, each after the one before it, as app.append_audit
-- does for one. Called last in a verb: the head row is locked until commit.
create function app.append_audits(p_entries json) returns bigint
language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v_org text := current_setting('app.org_id');
  v_seq bigint;
  v_prev bytea;
  v_hash bytea;
  v record;
begin
  if v_org is null or v_org = '' then raise exception 'append_audits needs an organization'; end if;
  insert into app.audit_heads (org_id, seq, hash) values (v_org, 0, sha256(convert_to(v_org, 'UTF8')))
    on conflict (org_id) do nothing;
  select h.seq, h.hash into strict v_seq, v_prev from app.audit_heads h where h.org_id = v_org for update;
  for v in select * from json_to_recordset(p_entries) as r (
    at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, "requestId" text)
  loop
    v_seq := v_seq + 1;
    v_hash := app.audit_hash(v_prev, v_org, v_seq, v.at, v.actor, v.verb, v.target, v.before, v.after, v."requestId");
    insert into app.audit (org_id, seq, at, actor, verb, target, before, after, request_id, prev_hash, hash)
      values (v_org, v_seq, v.at, v.actor, v.verb, v.target, v.before, v.after, v."requestId", v_prev, v_hash);
    v_prev := v_hash;
  end loop;
  update app.audit_heads set seq = v_seq, hash = v_prev where org_id = v_org;
  return v_seq;
end $$;

-- Writes what was decided. IN-4: the check of app.pools stands behind the plan.
create function app.record_placing(
  p_org_id text, p_event_id text, p_orders json, p_lines json, p_answers json, p_pools json, p_audit json)
returns void language plpgsql set search_path = pg_catalog, app as $$
begin
  insert into app.orders (org_id, order_id, event_id, ref, state, channel, buyer_name, buyer_email, buyer_phone, buyer_address,
    language, total_minor, currency, quote, drafts, input_hash, search_key, created_at, updated_at)
  select p_org_id, o."orderId", p_event_id, o.ref, o.state, o.channel, o."buyerName", o."buyerEmail", o."buyerPhone",
    o."buyerAddress", o.language, o."totalMinor", o.currency, o.answer -> 'quote', o.drafts, decode(o."inputHash", 'hex'),
    o."searchKey", o.at, o.at
  from json_to_recordset(p_orders) as o (
    "orderId" text, ref text, state text, channel text, "buyerName" text, "buyerEmail" text, "buyerPhone" text,
    "buyerAddress" jsonb, language text, "totalMinor" bigint, currency text, answer jsonb, drafts jsonb, "inputHash" text,
    "searchKey" text, at timestamptz);
  insert into app.order_lines (org_id, order_id, line_id, event_id, tier_id, quantity, unit_minor, total_minor)
  select p_org_id, l."orderId", l."lineId", p_event_id, l."tierId", l.quantity, l."unitMinor", l."totalMinor"
  from json_to_recordset(p_lines) as l (
    "orderId" text, "lineId" text, "tierId" text, quantity integer, "unitMinor" bigint, "totalMinor" bigint);
  insert into app.order_answers (org_id, order_id, event_id, question_id, ticket_id, value)
  select p_org_id, a."orderId", p_event_id, a."questionId", a."ticketId", a.value
  from json_to_recordset(p_answers) as a ("orderId" text, "questionId" text, "ticketId" text, value text);
  update app.pools p set held = p.held + c.held
  from json_to_recordset(p_pools) as c ("poolId" text, held integer)
  where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = c."poolId";
  insert into app.holds (org_id, hold_id, event_id, order_id, places, lapses_at, created_at)
  select p_org_id, h."holdId", p_event_id, h."orderId", h.places, h."lapsesAt", h.at
  from json_to_recordset(p_orders) as h ("holdId" text, "orderId" text, places jsonb, "lapsesAt" timestamptz, at timestamptz);
  insert into app.idempotency (org_id, verb, key, input_hash, answer, created_at)
  select p_org_id, 'order.place', i."orderId", decode(i."inputHash", 'hex'), i.answer, i.at
  from json_to_recordset(p_orders) as i ("orderId" text, "inputHash" text, answer jsonb, at timestamptz);
  perform app.append_audits(p_audit);
end $$;

revoke all on function app.open_placing, app.append_audits, app.record_placing from public;
grant execute on function app.open_placing, app.append_audits, app.record_placing to foyer_app;
