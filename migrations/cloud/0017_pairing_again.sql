-- SY-12: the answer with the token may get lost. Whoever has the secret of the poll may collect again while the code lives, a few times,
-- unless a token of this pairing was revoked meanwhile. Earlier tokens stay good: one of them may have arrived after all.
create or replace function app.collect_pairing(p_pairing_id text, p_poll_hash bytea, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, app as $$
  with taken as (
    update app.station_pairings p set state = 'collected'
    where p.pairing_id = p_pairing_id and p.poll_hash = p_poll_hash and p.expires_at > p_at
      and p.org_id = current_setting('app.org_id')
      and (p.state = 'approved' or p.state = 'collected' and (
        select count(*) between 1 and 4 and bool_and(t.revoked_at is null) from app.device_tokens t
        where t.org_id = p.org_id and t.station_id = p.station_id and t.created_at >= p.created_at))
    returning 1)
  select exists (select from taken)
$$;

-- SY-13: nobody pairs it any more; false when somebody was faster. Whoever refuses has read the code off the station.
create function app.refuse_pairing(p_pairing_id text, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, app as $$
  with refused as (
    update app.station_pairings set state = 'refused', org_id = current_setting('app.org_id')
    where pairing_id = p_pairing_id and state = 'waiting' and expires_at > p_at returning 1)
  select exists (select from refused)
$$;
revoke all on function app.refuse_pairing from public;
grant execute on function app.refuse_pairing to foyer_app;
