-- Events and all that a door or a shop has to know of them.

create table app.events (
  org_id text collate "C" not null references app.organizations (org_id),
  event_id text collate "C" not null,
  -- Ten letters of base32 (six bytes) that ticket codes carry.
  ref text collate "C" not null check (ref ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  title text not null check (length(title) between 1 and 200),
  description text not null default '',
  venue text not null default '',
  address text not null default '',
  zone text not null,
  doors_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  line_up jsonb not null default '[]',
  languages jsonb not null default '["en"]',
  state text not null default 'draft' check (state in ('draft', 'published', 'cancelled', 'ended')),
  admits_on_signature boolean not null default true,
  needs_approval boolean not null default false,
  collects_phone text not null default 'no' check (collects_phone in ('no', 'optional', 'required')),
  collects_address text not null default 'no' check (collects_address in ('no', 'optional', 'required')),
  fee_mode text not null default 'absorbed' check (fee_mode in ('absorbed', 'passed-on')),
  fee_basis_points integer not null default 0 check (fee_basis_points between 0 and 10000),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- The transaction that last changed the event or anything its doors must know: the feed's order.
  xid bigint not null default 0,
  primary key (org_id, event_id),
  unique (org_id, ref),
  check (doors_at <= starts_at and starts_at < ends_at)
);
call app.protect('app.events');
create index events_by_start on app.events (org_id, starts_at, event_id);

create table app.pools (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  pool_id text collate "C" not null,
  name text not null check (length(name) between 1 and 200),
  capacity integer not null check (capacity >= 0),
  sold integer not null default 0 check (sold >= 0),
  held integer not null default 0 check (held >= 0),
  lent integer not null default 0 check (lent >= 0),
  primary key (org_id, event_id, pool_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id),
  -- IN-1, IN-4: the last line behind planHold.
  constraint pool_never_oversold check (sold + held + lent <= capacity)
);
call app.protect('app.pools');

create table app.tiers (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  number integer not null check (number between 1 and 65535),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  price_minor bigint not null check (price_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  position integer not null default 0,
  sale_opens_at timestamptz,
  sale_closes_at timestamptz,
  order_min integer not null default 1 check (order_min >= 1),
  order_max integer not null default 10 check (order_max >= order_min),
  visibility text not null default 'public' check (visibility in ('public', 'hidden', 'code')),
  access_code text,
  proof jsonb,
  attention text check (length(attention) <= 500),
  child_per_guardian_max integer check (child_per_guardian_max >= 1),
  guardian_tier_ids jsonb not null default '[]',
  add_on_of jsonb not null default '[]',
  archived boolean not null default false,
  version integer not null default 1,
  primary key (org_id, event_id, tier_id),
  unique (org_id, event_id, number),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.tiers');

create table app.tier_pools (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  pool_id text collate "C" not null,
  primary key (org_id, event_id, tier_id, pool_id),
  foreign key (org_id, event_id, tier_id) references app.tiers (org_id, event_id, tier_id),
  foreign key (org_id, event_id, pool_id) references app.pools (org_id, event_id, pool_id)
);
call app.protect('app.tier_pools');
create index tier_pools_pool on app.tier_pools (org_id, event_id, pool_id);

create table app.zones (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  zone_id text collate "C" not null,
  name text not null check (length(name) between 1 and 200),
  capacity integer check (capacity >= 0),
  position integer not null default 0,
  primary key (org_id, event_id, zone_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.zones');

create table app.checkpoints (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  checkpoint_id text collate "C" not null,
  name text not null check (length(name) between 1 and 200),
  entry_mode text not null default 're-entry' check (entry_mode in ('once', 're-entry', 'unlimited')),
  entries_max integer check (entries_max >= 1),
  zone_id text collate "C",
  -- null admits every tier.
  admits_tier_ids jsonb,
  matches_add_ons boolean not null default false,
  admits_unpaid boolean not null default false,
  opens_at timestamptz,
  closes_at timestamptz,
  rule jsonb,
  attention text check (length(attention) <= 500),
  position integer not null default 0,
  version integer not null default 1,
  primary key (org_id, event_id, checkpoint_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id),
  foreign key (org_id, event_id, zone_id) references app.zones (org_id, event_id, zone_id)
);
call app.protect('app.checkpoints');
create index checkpoints_zone on app.checkpoints (org_id, event_id, zone_id);

create table app.gates (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  gate_id text collate "C" not null,
  checkpoint_id text collate "C" not null,
  name text not null check (length(name) between 1 and 200),
  position integer not null default 0,
  primary key (org_id, event_id, gate_id),
  foreign key (org_id, event_id, checkpoint_id) references app.checkpoints (org_id, event_id, checkpoint_id)
);
call app.protect('app.gates');
create index gates_checkpoint on app.gates (org_id, event_id, checkpoint_id);

create table app.questions (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  question_id text collate "C" not null,
  label text not null check (length(label) between 1 and 500),
  kind text not null check (kind in ('text', 'number', 'choice', 'date', 'consent')),
  choices jsonb not null default '[]',
  per text not null check (per in ('order', 'ticket')),
  required boolean not null default false,
  -- Ask at the door when a required answer is missing (CK-16).
  at_door boolean not null default false,
  -- null asks for every tier.
  tier_ids jsonb,
  position integer not null default 0,
  archived boolean not null default false,
  primary key (org_id, event_id, question_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.questions');

-- People who use a station; a PIN switches between them, it is no key.
create table app.operators (
  org_id text collate "C" not null references app.organizations (org_id),
  operator_id text collate "C" not null,
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('door', 'supervisor')),
  pin_hash text not null,
  archived boolean not null default false,
  primary key (org_id, operator_id)
);
call app.protect('app.operators');

-- TC-1, TC-3: signing keys. The private half is sealed with the deployment's master key and leaves the cloud never.
create table app.event_keys (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  key_id text collate "C" not null,
  ref text collate "C" not null check (ref ~ '^[0-9A-HJKMNP-TV-Z]{7}$'),
  public_key bytea not null check (length(public_key) = 32),
  private_key_sealed bytea not null,
  state text not null default 'active' check (state in ('active', 'retired', 'withdrawn')),
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (org_id, event_id, key_id),
  unique (org_id, event_id, ref),
  foreign key (org_id, event_id) references app.events (org_id, event_id)
);
call app.protect('app.event_keys');

grant select, insert, update on
  app.events, app.pools, app.tiers, app.zones, app.checkpoints, app.gates, app.questions, app.operators, app.event_keys
to foyer_app;
grant select, insert, update, delete on app.tier_pools to foyer_app;
grant delete on app.zones, app.checkpoints, app.gates, app.questions, app.operators, app.pools, app.tiers to foyer_app;
