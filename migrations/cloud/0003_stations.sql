-- Devices at the doors: how they are paired, what they told, what they saw.

create table app.stations (
  org_id text collate "C" not null references app.organizations (org_id),
  station_id text collate "C" not null,
  name text not null check (length(name) between 1 and 80),
  state text not null default 'active' check (state in ('active', 'revoked')),
  -- null: every gate of its events.
  gate_event_id text collate "C",
  gate_id text collate "C",
  paired_by text not null,
  paired_at timestamptz not null,
  revoked_at timestamptz,
  last_seen_at timestamptz,
  protocol integer,
  clock_offset_ms integer,
  roster_as_of timestamptz,
  unsent integer,
  version integer not null default 1,
  primary key (org_id, station_id),
  foreign key (org_id, gate_event_id, gate_id) references app.gates (org_id, event_id, gate_id)
);
call app.protect('app.stations');
create index stations_gate on app.stations (org_id, gate_event_id, gate_id) where gate_id is not null;

create table app.station_events (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  event_id text collate "C" not null,
  primary key (org_id, station_id, event_id),
  foreign key (org_id, station_id) references app.stations (org_id, station_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.station_events');
create index station_events_event on app.station_events (org_id, event_id);

-- Global: device tokens by hash, looked up before the organization is known. A revoked one stays, so that it may still hand in its journal.
create table app.device_tokens (
  token_hash bytea primary key,
  org_id text collate "C" not null references app.org_directory (org_id),
  station_id text collate "C" not null,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index device_tokens_station on app.device_tokens (org_id, station_id);

-- Global: pairings asked for by a device that belongs to nobody yet.
create table app.station_pairings (
  pairing_id text collate "C" primary key,
  code_hash bytea not null unique,
  poll_hash bytea not null,
  station_name text not null check (length(station_name) between 1 and 80),
  previous_token_hash bytea,
  address_hash bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'collected', 'refused')),
  org_id text collate "C" references app.org_directory (org_id),
  station_id text collate "C",
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index station_pairings_address on app.station_pairings (address_hash, expires_at);
create index station_pairings_org on app.station_pairings (org_id);

-- IN-3: places lent to a station, with a roll of blank signed tickets.
create table app.allotments (
  org_id text collate "C" not null,
  allotment_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  station_id text collate "C" not null,
  epoch integer not null check (epoch >= 1),
  granted integer not null check (granted >= 0),
  sold integer not null default 0 check (sold >= 0),
  returned integer not null default 0 check (returned >= 0),
  state text not null default 'open' check (state in ('open', 'closed', 'written-off')),
  oversold_by_decision integer not null default 0,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (org_id, allotment_id),
  foreign key (org_id, event_id, tier_id) references app.tiers (org_id, event_id, tier_id),
  foreign key (org_id, station_id) references app.stations (org_id, station_id),
  check (state = 'written-off' or sold + returned <= granted)
);
call app.protect('app.allotments');
create index allotments_tier on app.allotments (org_id, event_id, tier_id);
create index allotments_station on app.allotments (org_id, station_id);
create unique index allotments_epoch on app.allotments (org_id, event_id, tier_id, station_id, epoch);

create table app.station_journals (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  journal_id text collate "C" not null,
  last_seq bigint not null default 0,
  last_hash text not null,
  started_at timestamptz not null,
  primary key (org_id, station_id, journal_id),
  foreign key (org_id, station_id) references app.stations (org_id, station_id)
);
call app.protect('app.station_journals');

-- SY-2, SY-3: every operation a station sent, with the answer it got, once for ever.
create table app.station_ops (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  journal_id text collate "C" not null,
  seq bigint not null check (seq >= 1),
  op_id text collate "C" not null,
  at timestamptz not null,
  clock_offset_ms integer,
  hash text not null,
  body jsonb not null,
  outcome text not null check (outcome in ('applied', 'parked', 'resolved', 'discarded')),
  why jsonb,
  after_revocation boolean not null default false,
  received_at timestamptz not null,
  primary key (org_id, station_id, journal_id, seq),
  foreign key (org_id, station_id, journal_id) references app.station_journals (org_id, station_id, journal_id)
);
call app.protect('app.station_ops');
create index station_ops_op on app.station_ops (org_id, op_id);
create index station_ops_parked on app.station_ops (org_id, received_at) where outcome = 'parked';

-- CK-30: every scan ever told, by a station, a phone or the API. A fact is never rejected: ids it names need not exist here,
-- so only the event is a foreign key.
create table app.scans (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  scan_id text collate "C" not null,
  ticket_id text collate "C",
  checkpoint_id text collate "C" not null,
  gate_id text collate "C",
  station_id text collate "C",
  operator_id text collate "C",
  gate_name text,
  station_name text,
  operator_name text,
  -- What it does to history; 'none' for refusals, questions and verify mode.
  kind text not null check (kind in ('in', 'out', 'undo', 'none')),
  undoes_scan_id text collate "C",
  -- Scan time, corrected by the station's measured clock offset.
  at timestamptz not null,
  told_at timestamptz not null,
  verdict text not null check (verdict in ('admit', 'refuse', 'ask', 'undecidable', 'undo')),
  rule text,
  reason text,
  basis text,
  via text not null,
  direction text not null check (direction in ('in', 'out')),
  mode text not null check (mode in ('admit', 'verify')),
  override_by text,
  override_reason text,
  unread_text text,
  -- With what knowledge it was decided (S6): online, roster complete, roster as of.
  online boolean,
  roster_complete boolean,
  roster_as_of timestamptz,
  after_revocation boolean not null default false,
  received_at timestamptz not null,
  xid bigint not null default 0,
  primary key (org_id, event_id, scan_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.scans');
create index scans_ticket on app.scans (org_id, event_id, ticket_id, at) where kind <> 'none';
create index scans_feed on app.scans (org_id, event_id, xid, scan_id) where kind <> 'none';
create index scans_by_time on app.scans (org_id, event_id, at, scan_id);

grant select, insert, update on app.stations, app.allotments, app.station_journals, app.station_ops to foyer_app;
grant select, insert, delete on app.station_events to foyer_app;
grant select, insert on app.scans to foyer_app;

-- Doors in the wall, continued: a device is known by its token before its organization is.

create function app.station_by_token(p_hash bytea)
returns table (org_id text, station_id text, revoked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, app as $$
  select t.org_id, t.station_id, t.revoked_at from app.device_tokens t where t.token_hash = p_hash
$$;
create function app.put_device_token(p_hash bytea, p_station_id text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, app as $$
  insert into app.device_tokens (token_hash, org_id, station_id, created_at)
  values (p_hash, current_setting('app.org_id'), p_station_id, p_at)
$$;
create function app.revoke_device_tokens(p_station_id text, p_at timestamptz) returns integer
language sql security definer set search_path = pg_catalog, app as $$
  with gone as (
    update app.device_tokens set revoked_at = p_at
    where org_id = current_setting('app.org_id') and station_id = p_station_id and revoked_at is null returning 1)
  select count(*)::integer from gone
$$;
-- False when too many pairings are open from one address or the code is taken.
create function app.start_pairing(
  p_pairing_id text, p_code_hash bytea, p_poll_hash bytea, p_station_name text, p_previous_token_hash bytea,
  p_address_hash bytea, p_open_max integer, p_at timestamptz, p_expires_at timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog, app as $$
begin
  delete from app.station_pairings where expires_at < p_at - interval '1 day';
  if (select count(*) from app.station_pairings where address_hash = p_address_hash and expires_at > p_at and state = 'waiting') >= p_open_max then
    return false;
  end if;
  insert into app.station_pairings
    (pairing_id, code_hash, poll_hash, station_name, previous_token_hash, address_hash, created_at, expires_at)
  values (p_pairing_id, p_code_hash, p_poll_hash, p_station_name, p_previous_token_hash, p_address_hash, p_at, p_expires_at);
  return true;
exception when unique_violation then return false;
end $$;
-- What an organizer may see of a pairing by its code: no more than the name the station gave and whose it was before.
create function app.pairing_by_code(p_code_hash bytea)
returns table (pairing_id text, station_name text, state text, expires_at timestamptz, previous_org_id text, previous_station_id text)
language sql stable security definer set search_path = pg_catalog, app as $$
  select p.pairing_id, p.station_name, p.state, p.expires_at, t.org_id, t.station_id
  from app.station_pairings p left join app.device_tokens t on t.token_hash = p.previous_token_hash
  where p.code_hash = p_code_hash
$$;
-- Takes the pairing for the organization of this transaction; false when somebody was faster.
create function app.approve_pairing(p_pairing_id text, p_station_id text, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, app as $$
  with taken as (
    update app.station_pairings set state = 'approved', org_id = current_setting('app.org_id'), station_id = p_station_id
    where pairing_id = p_pairing_id and state = 'waiting' and expires_at > p_at returning 1)
  select exists (select from taken)
$$;
create function app.poll_pairing(p_pairing_id text, p_poll_hash bytea)
returns table (state text, org_id text, station_id text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, app as $$
  select p.state, p.org_id, p.station_id, p.expires_at from app.station_pairings p
  where p.pairing_id = p_pairing_id and p.poll_hash = p_poll_hash
$$;
-- One use: the approved pairing is collected once, and the token minted then.
create function app.collect_pairing(p_pairing_id text, p_poll_hash bytea, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, app as $$
  with taken as (
    update app.station_pairings set state = 'collected'
    where pairing_id = p_pairing_id and poll_hash = p_poll_hash and state = 'approved' and expires_at > p_at returning 1)
  select exists (select from taken)
$$;

revoke all on function
  app.station_by_token, app.put_device_token, app.revoke_device_tokens, app.start_pairing, app.pairing_by_code,
  app.approve_pairing, app.poll_pairing, app.collect_pairing
from public;
grant execute on function
  app.station_by_token, app.put_device_token, app.revoke_device_tokens, app.start_pairing, app.pairing_by_code,
  app.approve_pairing, app.poll_pairing, app.collect_pairing
to foyer_app;
