-- Places that are offered to somebody who waits are kept for them alone; what is kept back from a sale is what the first can use.

alter table app.waiting_list
  drop column offer_hash,
  -- [{ "poolId": …, "places": n }], counted as held in their pools while the offer stands.
  add column places jsonb,
  add constraint waiting_list_offer check (state <> 'offered' or (places is not null and offer_lapses_at is not null)),
  add constraint waiting_list_email check (length(email) <= 254);
create index waiting_list_due on app.waiting_list (org_id, offer_lapses_at) where state = 'offered';

-- WL-3: of each tier somebody waits for, how many places the first of them waits for.
create function app.waited_for(p_org_id text, p_event_id text) returns table (tier_id text, first integer)
language sql stable set search_path = pg_catalog, app as $$
  select distinct on (l.tier_id) l.tier_id, l.quantity from app.waiting_list l
  where l.org_id = p_org_id and l.event_id = p_event_id and l.state = 'waiting'
  order by l.tier_id, l.created_at, l.entry_id
$$;

create or replace function app.open_placing(
  p_org_id text, p_event_id text, p_order_ids text[], p_pool_ids text[], p_refs text[], p_at timestamptz)
returns table (version text, stored json, pools json, taken_refs text[], lapses_due boolean, waited json)
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
    app.sale_version(p_org_id, p_event_id),
    (select json_object_agg(i.key, json_build_object('hash', encode(i.input_hash, 'hex'), 'answer', i.answer))
      from app.idempotency i where i.org_id = p_org_id and i.verb = 'order.place' and i.key = any (p_order_ids)),
    (select json_agg(json_build_object('poolId', p.pool_id, 'capacity', p.capacity, 'sold', p.sold, 'held', p.held, 'lent', p.lent)
        order by p.pool_id)
      from app.pools p where p.org_id = p_org_id and p.event_id = p_event_id and p.pool_id = any (p_pool_ids)),
    (select array_agg(o.ref) from app.orders o where o.org_id = p_org_id and o.event_id = p_event_id and o.ref = any (p_refs)),
    exists (select from app.holds h where h.org_id = p_org_id and h.event_id = p_event_id and h.state = 'held' and h.lapses_at <= p_at),
    (select json_object_agg(w.tier_id, w.first) from app.waited_for(p_org_id, p_event_id) w);
end $$;

revoke all on function app.waited_for from public;
grant execute on function app.waited_for to foyer_app;
