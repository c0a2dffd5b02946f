-- Intent to buy, places reserved for it, the right to enter.

create table app.orders (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  -- Read out at a door or a till; unique in the event.
  ref text collate "C" not null check (ref ~ '^[0-9A-HJKMNP-TV-Z]{5,8}$'),
  state text not null check (state in
    ('awaiting-approval', 'awaiting-payment', 'paid', 'partly-refunded', 'refunded', 'lapsed', 'cancelled')),
  channel text not null check (channel in ('online', 'box-office', 'station', 'api', 'import', 'comp')),
  comp_reason text check (length(comp_reason) <= 500),
  buyer_name text not null default '',
  buyer_email text not null default '',
  buyer_phone text,
  buyer_address jsonb,
  language text not null default 'en',
  total_minor bigint not null check (total_minor >= 0),
  currency char(3) not null,
  quote jsonb not null,
  input_hash bytea not null,
  search_key text collate "C" not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, order_id),
  unique (org_id, event_id, ref),
  unique (org_id, event_id, order_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.orders');
create index orders_by_age on app.orders (org_id, event_id, created_at, order_id);
create index orders_search on app.orders (org_id, event_id, search_key);

create table app.order_lines (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  line_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  quantity integer not null check (quantity >= 1),
  unit_minor bigint not null check (unit_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  primary key (org_id, order_id, line_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, event_id, tier_id) references app.tiers (org_id, event_id, tier_id)
);
call app.protect('app.order_lines');
create index order_lines_order on app.order_lines (org_id, event_id, order_id);
create index order_lines_tier on app.order_lines (org_id, event_id, tier_id);

-- IN-2: places reserved until an instant. Ended holds keep their row.
create table app.holds (
  org_id text collate "C" not null,
  hold_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  -- [{ "poolId": …, "places": n }]
  places jsonb not null,
  state text not null default 'held' check (state in ('held', 'sold', 'released', 'lapsed')),
  lapses_at timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, hold_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id)
);
call app.protect('app.holds');
create index holds_order on app.holds (org_id, event_id, order_id);
create index holds_due on app.holds (org_id, lapses_at) where state = 'held';

create table app.imports (
  org_id text collate "C" not null,
  import_id text collate "C" not null,
  event_id text collate "C" not null,
  file_name text not null,
  rows_good integer not null,
  rows_bad integer not null,
  report jsonb not null,
  imported_by text not null,
  created_at timestamptz not null,
  primary key (org_id, import_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.imports');
create index imports_event on app.imports (org_id, event_id, created_at);

create table app.tickets (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  ticket_id text collate "C" not null,
  order_id text collate "C",
  line_id text collate "C",
  tier_id text collate "C" not null,
  state text not null check (state in ('valid', 'replaced', 'cancelled', 'refunded', 'blank')),
  state_since timestamptz not null,
  disputed boolean not null default false,
  blocked text check (length(blocked) <= 500),
  holder text check (length(holder) <= 200),
  seat text check (length(seat) <= 100),
  search_key text collate "C" not null default '',
  opens_at timestamptz,
  closes_at timestamptz,
  guardian_ticket_id text collate "C",
  replaces_ticket_id text collate "C",
  imported_code text collate "C" check (length(imported_code) between 1 and 500),
  import_id text collate "C",
  allotment_id text collate "C",
  attention text check (length(attention) <= 500),
  key_id text collate "C",
  -- The signed text of the QR code; null for imported tickets.
  code text,
  missing_answers jsonb not null default '[]',
  answers jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  xid bigint not null default 0,
  primary key (org_id, event_id, ticket_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, event_id, tier_id) references app.tiers (org_id, event_id, tier_id),
  foreign key (org_id, event_id, guardian_ticket_id) references app.tickets (org_id, event_id, ticket_id),
  foreign key (org_id, event_id, replaces_ticket_id) references app.tickets (org_id, event_id, ticket_id),
  foreign key (org_id, event_id, key_id) references app.event_keys (org_id, event_id, key_id),
  foreign key (org_id, import_id) references app.imports (org_id, import_id),
  foreign key (org_id, allotment_id) references app.allotments (org_id, allotment_id)
);
call app.protect('app.tickets');
create unique index tickets_imported_code on app.tickets (org_id, event_id, imported_code) where imported_code is not null;
create index tickets_order on app.tickets (org_id, event_id, order_id);
create index tickets_tier on app.tickets (org_id, event_id, tier_id);
create index tickets_guardian on app.tickets (org_id, event_id, guardian_ticket_id) where guardian_ticket_id is not null;
create index tickets_replaces on app.tickets (org_id, event_id, replaces_ticket_id) where replaces_ticket_id is not null;
create index tickets_key on app.tickets (org_id, event_id, key_id);
create index tickets_import on app.tickets (org_id, import_id) where import_id is not null;
create index tickets_allotment on app.tickets (org_id, allotment_id) where allotment_id is not null;
create index tickets_search on app.tickets (org_id, event_id, search_key);
create index tickets_feed on app.tickets (org_id, event_id, xid, ticket_id);

create table app.order_answers (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  question_id text collate "C" not null,
  -- '' for an answer that belongs to the whole order.
  ticket_id text collate "C" not null default '',
  value text not null check (length(value) <= 1000),
  primary key (org_id, order_id, question_id, ticket_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, event_id, question_id) references app.questions (org_id, event_id, question_id)
);
call app.protect('app.order_answers');
create index order_answers_order on app.order_answers (org_id, event_id, order_id);
create index order_answers_question on app.order_answers (org_id, event_id, question_id);

grant select, insert, update on app.orders, app.holds, app.tickets to foyer_app;
grant select, insert on app.order_lines, app.imports, app.order_answers to foyer_app;
