-- Selling online: payment accounts, payments, refunds, disputes, the provider's events, and the ledger they end in.

create table app.payment_accounts (
  org_id text collate "C" not null references app.organizations (org_id),
  provider_account text collate "C" not null check (provider_account like 'acct\_%'),
  livemode boolean not null,
  card_payments text not null default 'pending' check (card_payments in ('pending', 'active', 'restricted', 'closed')),
  requirements jsonb not null default '[]',
  fee_basis_points integer not null default 0 check (fee_basis_points between 0 and 10000),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  connected_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, provider_account)
);
call app.protect('app.payment_accounts');

-- Global: whose account a webhook speaks of.
create table app.payment_account_directory (
  provider_account text collate "C" primary key,
  org_id text collate "C" not null references app.org_directory (org_id),
  livemode boolean not null
);
create index payment_account_directory_org on app.payment_account_directory (org_id);

-- Global: every event a provider sent, recorded before anything is done about it. Kept whole; replayable; counted by type.
create table app.provider_events (
  event_id text collate "C" primary key,
  endpoint text not null check (endpoint in ('snapshot', 'thin')),
  provider_account text collate "C",
  -- null: an account nobody here has; kept and flagged.
  org_id text collate "C" references app.org_directory (org_id),
  type text not null,
  livemode boolean not null,
  api_version text,
  object_id text collate "C",
  created_at timestamptz not null,
  received_at timestamptz not null,
  source text not null check (source in ('webhook', 'reconciliation')),
  headers jsonb not null,
  payload jsonb not null,
  state text not null default 'received' check (state in ('received', 'done', 'ignored', 'failed', 'foreign')),
  attempts integer not null default 0,
  error text,
  handled_at timestamptz
);
create index provider_events_org on app.provider_events (org_id, received_at);
create index provider_events_open on app.provider_events (received_at) where state in ('received', 'failed');

-- One attempt to be paid for an order. The idempotency key and what was asked are stored before the call.
create table app.payments (
  org_id text collate "C" not null,
  payment_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  attempt integer not null check (attempt >= 1),
  way text not null check (way in ('element', 'hosted')),
  state text not null check (state in ('intended', 'open', 'processing', 'succeeded', 'failed', 'cancelled')),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  application_fee_minor bigint not null default 0 check (application_fee_minor >= 0),
  provider_account text collate "C" not null,
  intent_id text collate "C",
  session_id text collate "C",
  charge_id text collate "C",
  client_secret text,
  decline_code text,
  request_hash bytea not null,
  settled text check (settled in ('fulfilled', 're-seated', 'refunded-late', 'refunded-twice', 'refunded-mismatch')),
  settled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, payment_id),
  unique (org_id, order_id, attempt),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, provider_account) references app.payment_accounts (org_id, provider_account)
);
call app.protect('app.payments');
create index payments_order on app.payments (org_id, event_id, order_id);
create index payments_account on app.payments (org_id, provider_account);
create unique index payments_intent on app.payments (org_id, intent_id) where intent_id is not null;
create unique index payments_session on app.payments (org_id, session_id) where session_id is not null;
create index payments_charge on app.payments (org_id, charge_id) where charge_id is not null;

-- OR-6.
create table app.refunds (
  org_id text collate "C" not null,
  refund_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  payment_id text collate "C" not null,
  batch_id text collate "C",
  state text not null check (state in ('requested', 'submitted', 'succeeded', 'failed')),
  kind text not null check (kind in ('whole', 'tickets', 'amount', 'late', 'duplicate', 'mismatch', 'event-cancelled')),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  returns_fee boolean not null,
  ticket_ids jsonb not null default '[]',
  reason text not null default '',
  provider_refund_id text collate "C",
  failure text,
  acknowledged_at timestamptz,
  requested_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, refund_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, payment_id) references app.payments (org_id, payment_id)
);
call app.protect('app.refunds');
create index refunds_order on app.refunds (org_id, event_id, order_id);
create index refunds_payment on app.refunds (org_id, payment_id);
create index refunds_open on app.refunds (org_id, state) where state in ('requested', 'submitted', 'failed');
create unique index refunds_provider on app.refunds (org_id, provider_refund_id) where provider_refund_id is not null;

create table app.refund_batches (
  org_id text collate "C" not null,
  batch_id text collate "C" not null,
  event_id text collate "C" not null,
  state text not null check (state in ('running', 'done')),
  orders_total integer not null,
  orders_done integer not null default 0,
  orders_failed integer not null default 0,
  returns_fee boolean not null,
  cursor text not null default '',
  started_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, batch_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.refund_batches');
create index refund_batches_event on app.refund_batches (org_id, event_id);

-- OR-7. Keyed on the provider's dispute, because its events arrive in any order.
create table app.disputes (
  org_id text collate "C" not null,
  dispute_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  payment_id text collate "C" not null,
  stage text not null check (stage in ('early-warning', 'inquiry', 'dispute')),
  state text not null check (state in
    ('needs-response', 'under-review', 'won', 'lost', 'closed', 'prevented', 'written-off')),
  reason text not null,
  amount_minor bigint not null,
  currency char(3) not null,
  funds_withdrawn boolean not null default false,
  due_by timestamptz,
  evidence jsonb not null default '{}',
  evidence_staged_at timestamptz,
  evidence_submitted_at timestamptz,
  provider_status text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  updated_at timestamptz not null,
  primary key (org_id, dispute_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, payment_id) references app.payments (org_id, payment_id)
);
call app.protect('app.disputes');
create index disputes_order on app.disputes (org_id, event_id, order_id);
create index disputes_payment on app.disputes (org_id, payment_id);
create index disputes_due on app.disputes (org_id, due_by) where state = 'needs-response';

-- LE-1: double entry, append-only. A cause posts once; a group that does not sum to zero per currency cannot commit.
create table app.ledger_groups (
  org_id text collate "C" not null references app.organizations (org_id),
  cause text collate "C" not null check (length(cause) between 3 and 200),
  order_id text collate "C",
  event_id text collate "C",
  memo text not null default '',
  posted_at timestamptz not null,
  primary key (org_id, cause)
);
call app.protect('app.ledger_groups');
create index ledger_groups_order on app.ledger_groups (org_id, order_id) where order_id is not null;

create table app.ledger_postings (
  org_id text collate "C" not null,
  cause text collate "C" not null,
  line integer not null check (line >= 1),
  account text collate "C" not null check (length(account) between 3 and 100),
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  primary key (org_id, cause, line),
  foreign key (org_id, cause) references app.ledger_groups (org_id, cause)
);
call app.protect('app.ledger_postings');
create index ledger_postings_account on app.ledger_postings (org_id, account, currency);

create function app.ledger_group_balances() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
begin
  if exists (
    select from app.ledger_postings p where p.org_id = new.org_id and p.cause = new.cause
    group by p.currency having sum(p.amount_minor) <> 0)
  then raise exception 'ledger group % does not sum to zero', new.cause using errcode = 'check_violation'; end if;
  return null;
end $$;
create constraint trigger ledger_group_balances after insert on app.ledger_postings
  deferrable initially deferred for each row execute function app.ledger_group_balances();

create function app.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on app.ledger_groups for each row execute function app.refuse_change();
create trigger append_only before update or delete on app.ledger_postings for each row execute function app.refuse_change();

-- LE-2: what the provider says of its own balance, line by line, and which cause it was matched to.
create table app.provider_balance_lines (
  org_id text collate "C" not null,
  balance_transaction_id text collate "C" not null,
  provider_account text collate "C" not null,
  type text not null,
  source_id text collate "C",
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  currency char(3) not null,
  created_at timestamptz not null,
  cause text collate "C",
  explained boolean not null default false,
  note text,
  seen_at timestamptz not null,
  primary key (org_id, balance_transaction_id),
  foreign key (org_id, provider_account) references app.payment_accounts (org_id, provider_account)
);
call app.protect('app.provider_balance_lines');
create index provider_balance_lines_account on app.provider_balance_lines (org_id, provider_account, created_at);
create index provider_balance_lines_open on app.provider_balance_lines (org_id, seen_at) where not explained;

-- PR-5.
create table app.promo_codes (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  code text collate "C" not null check (code = upper(code) and length(code) between 3 and 40),
  kind text not null check (kind in ('percent', 'amount', 'unlock')),
  basis_points integer not null default 0 check (basis_points between 0 and 10000),
  amount_minor bigint not null default 0 check (amount_minor >= 0),
  tier_ids jsonb,
  opens_at timestamptz,
  closes_at timestamptz,
  uses_max integer check (uses_max >= 1),
  uses_per_buyer_max integer check (uses_per_buyer_max >= 1),
  uses integer not null default 0 check (uses >= 0),
  stacks boolean not null default false,
  archived boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, event_id, code),
  foreign key (org_id, event_id) references app.events (org_id, event_id),
  check (uses_max is null or uses <= uses_max)
);
call app.protect('app.promo_codes');

create table app.promo_uses (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  code text collate "C" not null,
  order_id text collate "C" not null,
  buyer_key text collate "C" not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, event_id, code, order_id),
  foreign key (org_id, event_id, code) references app.promo_codes (org_id, event_id, code),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id)
);
call app.protect('app.promo_uses');
create index promo_uses_order on app.promo_uses (org_id, event_id, order_id);
create index promo_uses_buyer on app.promo_uses (org_id, event_id, code, buyer_key);

create table app.waiting_list (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  entry_id text collate "C" not null,
  tier_id text collate "C" not null,
  email text not null,
  language text not null default 'en',
  quantity integer not null check (quantity >= 1),
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'expired', 'left')),
  order_id text collate "C",
  offer_hash bytea,
  offered_at timestamptz,
  offer_lapses_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, event_id, entry_id),
  foreign key (org_id, event_id, tier_id) references app.tiers (org_id, event_id, tier_id)
);
call app.protect('app.waiting_list');
create index waiting_list_turn on app.waiting_list (org_id, event_id, tier_id, created_at, entry_id) where state = 'waiting';
create index waiting_list_tier on app.waiting_list (org_id, event_id, tier_id);

-- A waiting room in front of an on-sale: random order for those who came before it opened, first come after.
create table app.waiting_rooms (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  opens_at timestamptz not null,
  admits_per_minute integer not null check (admits_per_minute >= 1),
  state text not null default 'armed' check (state in ('armed', 'open', 'closed')),
  admitted_through bigint not null default 0,
  next_number bigint not null default 1,
  shuffled boolean not null default false,
  last_admitted_at timestamptz,
  primary key (org_id, event_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.waiting_rooms');

create table app.waiting_room_places (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  visitor_hash bytea not null,
  number bigint,
  entered_at timestamptz not null,
  admitted_at timestamptz,
  spent_at timestamptz,
  primary key (org_id, event_id, visitor_hash),
  foreign key (org_id, event_id) references app.waiting_rooms (org_id, event_id)
);
call app.protect('app.waiting_room_places');
create index waiting_room_places_number on app.waiting_room_places (org_id, event_id, number);

-- Global: bursts that are slowed, counted and alarmed: promo guessing, card testing. Hashed keys.
create table app.burst_counters (
  key_hash bytea primary key,
  topic text not null,
  org_id text collate "C" references app.org_directory (org_id),
  count integer not null,
  window_started_at timestamptz not null,
  blocked_until timestamptz,
  alarmed_at timestamptz
);
create index burst_counters_org on app.burst_counters (org_id) where org_id is not null;

grant select, insert, update on
  app.payment_accounts, app.payments, app.refunds, app.refund_batches, app.disputes, app.provider_balance_lines, app.promo_codes,
  app.promo_uses, app.waiting_list, app.waiting_rooms, app.waiting_room_places
to foyer_app;
grant select, insert on app.ledger_groups, app.ledger_postings to foyer_app;

-- Doors in the wall, continued.

create function app.put_payment_account(p_account text, p_livemode boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, app as $$
begin
  insert into app.payment_account_directory (provider_account, org_id, livemode)
  values (p_account, current_setting('app.org_id'), p_livemode);
  return true;
exception when unique_violation then
  return exists (select from app.payment_account_directory
    where provider_account = p_account and org_id = current_setting('app.org_id'));
end $$;
create function app.org_by_payment_account(p_account text) returns table (org_id text, livemode boolean)
language sql stable security definer set search_path = pg_catalog, app as $$
  select d.org_id, d.livemode from app.payment_account_directory d where d.provider_account = p_account
$$;
-- True when the event is new. The organization is found by the account, never by what the payload claims.
create function app.record_provider_event(
  p_event_id text, p_endpoint text, p_account text, p_type text, p_livemode boolean, p_api_version text, p_object_id text,
  p_created_at timestamptz, p_received_at timestamptz, p_source text, p_headers jsonb, p_payload jsonb)
returns table (fresh boolean, org_id text) language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v_org text;
  v_count integer;
begin
  select d.org_id into v_org from app.payment_account_directory d
  where d.provider_account = p_account and d.livemode = p_livemode;
  insert into app.provider_events (event_id, endpoint, provider_account, org_id, type, livemode, api_version, object_id,
    created_at, received_at, source, headers, payload, state)
  values (p_event_id, p_endpoint, p_account, v_org, p_type, p_livemode, p_api_version, p_object_id,
    p_created_at, p_received_at, p_source, p_headers, p_payload, case when v_org is null then 'foreign' else 'received' end)
  on conflict (event_id) do nothing;
  get diagnostics v_count = row_count;
  return query select v_count = 1, v_org;
end $$;
create function app.provider_event(p_event_id text) returns setof app.provider_events
language sql stable security definer set search_path = pg_catalog, app as $$
  select * from app.provider_events where event_id = p_event_id and org_id = current_setting('app.org_id')
$$;
create function app.finish_provider_event(p_event_id text, p_state text, p_error text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, app as $$
  update app.provider_events set state = p_state, error = p_error, attempts = attempts + 1, handled_at = p_at
  where event_id = p_event_id and org_id = current_setting('app.org_id')
$$;
create function app.provider_events_page(p_state text, p_type text, p_before timestamptz, p_before_id text, p_limit integer)
returns setof app.provider_events language sql stable security definer set search_path = pg_catalog, app as $$
  select * from app.provider_events
  where org_id = current_setting('app.org_id')
    and (p_state is null or state = p_state) and (p_type is null or type = p_type)
    and (p_before is null or (received_at, event_id) < (p_before, p_before_id))
  order by received_at desc, event_id desc limit least(p_limit, 200)
$$;
-- Counts a hit in its window and answers until when the key is blocked, if it is.
create function app.count_burst(
  p_key_hash bytea, p_topic text, p_org_id text, p_limit integer, p_window_ms integer, p_block_ms integer, p_at timestamptz)
returns table (count integer, blocked_until timestamptz, alarm boolean)
language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v app.burst_counters;
begin
  insert into app.burst_counters as b (key_hash, topic, org_id, count, window_started_at)
  values (p_key_hash, p_topic, p_org_id, 1, p_at)
  on conflict (key_hash) do update set
    count = case when b.window_started_at < p_at - p_window_ms * interval '1 millisecond' then 1 else b.count + 1 end,
    window_started_at = case when b.window_started_at < p_at - p_window_ms * interval '1 millisecond' then p_at else b.window_started_at end
  returning * into v;
  if v.count > p_limit then
    update app.burst_counters b set
      blocked_until = p_at + p_block_ms * interval '1 millisecond',
      alarmed_at = coalesce(b.alarmed_at, p_at)
    where b.key_hash = p_key_hash returning * into v;
  end if;
  return query select v.count, v.blocked_until, v.count = p_limit + 1;
end $$;

revoke all on function
  app.put_payment_account, app.org_by_payment_account, app.record_provider_event, app.provider_event, app.finish_provider_event,
  app.provider_events_page, app.count_burst, app.ledger_group_balances, app.refuse_change
from public;
grant execute on function
  app.put_payment_account, app.org_by_payment_account, app.record_provider_event, app.provider_event, app.finish_provider_event,
  app.provider_events_page, app.count_burst, app.ledger_group_balances, app.refuse_change
to foyer_app;
