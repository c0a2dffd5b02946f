-- Dumped from a migrated database by `npm run schema:dump`. Not run by anything.

create schema app;
create schema auth;

create table app.allotments (
  org_id text collate "C" not null,
  allotment_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  station_id text collate "C" not null,
  epoch integer not null,
  granted integer not null,
  sold integer default 0 not null,
  returned integer default 0 not null,
  state text default 'open'::text not null,
  oversold_by_decision integer default 0 not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint allotments_pkey PRIMARY KEY (org_id, allotment_id),
  constraint allotments_check CHECK (state = 'written-off'::text OR (sold + returned) <= granted),
  constraint allotments_epoch_check CHECK (epoch >= 1),
  constraint allotments_granted_check CHECK (granted >= 0),
  constraint allotments_returned_check CHECK (returned >= 0),
  constraint allotments_sold_check CHECK (sold >= 0),
  constraint allotments_state_check CHECK (state = ANY (ARRAY['open'::text, 'closed'::text, 'written-off'::text])),
  constraint allotments_org_id_event_id_tier_id_fkey FOREIGN KEY (org_id, event_id, tier_id) REFERENCES app.tiers(org_id, event_id, tier_id),
  constraint allotments_org_id_station_id_fkey FOREIGN KEY (org_id, station_id) REFERENCES app.stations(org_id, station_id)
);
alter table app.allotments enable row level security;
alter table app.allotments force row level security;
create table app.audit (
  org_id text collate "C" not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  verb text not null,
  target text not null,
  before jsonb,
  after jsonb,
  request_id text,
  prev_hash bytea not null,
  hash bytea not null,
  constraint audit_pkey PRIMARY KEY (org_id, seq),
  constraint audit_seq_check CHECK (seq >= 1),
  constraint audit_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.audit enable row level security;
alter table app.audit force row level security;
create table app.audit_heads (
  org_id text collate "C" not null,
  seq bigint not null,
  hash bytea not null,
  constraint audit_heads_pkey PRIMARY KEY (org_id),
  constraint audit_heads_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.burst_counters (
  key_hash bytea not null,
  topic text not null,
  org_id text collate "C",
  count integer not null,
  window_started_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  alarmed_at timestamp with time zone,
  constraint burst_counters_pkey PRIMARY KEY (key_hash),
  constraint burst_counters_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.checkout_traces (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  terms_text text,
  terms_accepted_at timestamp with time zone,
  address text,
  device text,
  recorded_at timestamp with time zone not null,
  network text collate "C" generated always as (app.network_of(address)) stored,
  constraint checkout_traces_pkey PRIMARY KEY (org_id, order_id),
  constraint checkout_traces_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id)
);
alter table app.checkout_traces enable row level security;
alter table app.checkout_traces force row level security;
create table app.checkpoints (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  checkpoint_id text collate "C" not null,
  name text not null,
  entry_mode text default 're-entry'::text not null,
  entries_max integer,
  zone_id text collate "C",
  admits_tier_ids jsonb,
  matches_add_ons boolean default false not null,
  admits_unpaid boolean default false not null,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  rule jsonb,
  attention text,
  "position" integer default 0 not null,
  version integer default 1 not null,
  constraint checkpoints_pkey PRIMARY KEY (org_id, event_id, checkpoint_id),
  constraint checkpoints_attention_check CHECK (length(attention) <= 500),
  constraint checkpoints_entries_max_check CHECK (entries_max >= 1),
  constraint checkpoints_entry_mode_check CHECK (entry_mode = ANY (ARRAY['once'::text, 're-entry'::text, 'unlimited'::text])),
  constraint checkpoints_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint checkpoints_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id),
  constraint checkpoints_org_id_event_id_zone_id_fkey FOREIGN KEY (org_id, event_id, zone_id) REFERENCES app.zones(org_id, event_id, zone_id)
);
alter table app.checkpoints enable row level security;
alter table app.checkpoints force row level security;
create table app.device_tokens (
  token_hash bytea not null,
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint device_tokens_pkey PRIMARY KEY (token_hash),
  constraint device_tokens_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.disputes (
  org_id text collate "C" not null,
  dispute_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  payment_id text collate "C" not null,
  stage text not null,
  state text not null,
  reason text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  funds_withdrawn boolean default false not null,
  due_by timestamp with time zone,
  evidence jsonb default '{}'::jsonb not null,
  evidence_staged_at timestamp with time zone,
  evidence_submitted_at timestamp with time zone,
  provider_status text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  evidence_file_id text collate "C",
  reminded_at timestamp with time zone,
  evidence_submissions_before integer,
  lost_at timestamp with time zone,
  reversed_at timestamp with time zone,
  constraint disputes_pkey PRIMARY KEY (org_id, dispute_id),
  constraint disputes_stage_check CHECK (stage = ANY (ARRAY['early-warning'::text, 'inquiry'::text, 'dispute'::text])),
  constraint disputes_state_check CHECK (state = ANY (ARRAY['needs-response'::text, 'under-review'::text, 'won'::text, 'lost'::text, 'closed'::text, 'prevented'::text, 'written-off'::text])),
  constraint disputes_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint disputes_org_id_payment_id_fkey FOREIGN KEY (org_id, payment_id) REFERENCES app.payments(org_id, payment_id)
);
alter table app.disputes enable row level security;
alter table app.disputes force row level security;
create table app.document_series (
  org_id text collate "C" not null,
  series text collate "C" not null,
  last_number integer not null,
  constraint document_series_pkey PRIMARY KEY (org_id, series),
  constraint document_series_last_number_check CHECK (last_number >= 1),
  constraint document_series_series_check CHECK (series = ANY (ARRAY['invoice'::text, 'credit-note'::text])),
  constraint document_series_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.document_series enable row level security;
alter table app.document_series force row level security;
create table app.documents (
  org_id text collate "C" not null,
  document_id text collate "C" not null,
  series text collate "C" not null,
  number integer not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  refund_id text collate "C",
  content jsonb not null,
  issued_at timestamp with time zone not null,
  constraint documents_pkey PRIMARY KEY (org_id, document_id),
  constraint documents_org_id_series_number_key UNIQUE (org_id, series, number),
  constraint documents_check CHECK ((series = 'credit-note'::text) = (refund_id IS NOT NULL)),
  constraint documents_number_check CHECK (number >= 1),
  constraint documents_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint documents_org_id_refund_id_fkey FOREIGN KEY (org_id, refund_id) REFERENCES app.refunds(org_id, refund_id),
  constraint documents_org_id_series_fkey FOREIGN KEY (org_id, series) REFERENCES app.document_series(org_id, series)
);
alter table app.documents enable row level security;
alter table app.documents force row level security;
create table app.event_keys (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  key_id text collate "C" not null,
  ref text collate "C" not null,
  public_key bytea not null,
  private_key_sealed bytea not null,
  state text default 'active'::text not null,
  created_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint event_keys_pkey PRIMARY KEY (org_id, event_id, key_id),
  constraint event_keys_org_id_event_id_ref_key UNIQUE (org_id, event_id, ref),
  constraint event_keys_public_key_check CHECK (length(public_key) = 32),
  constraint event_keys_ref_check CHECK (ref ~ '^[0-9A-HJKMNP-TV-Z]{7}$'::text),
  constraint event_keys_state_check CHECK (state = ANY (ARRAY['active'::text, 'retired'::text, 'withdrawn'::text])),
  constraint event_keys_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.event_keys enable row level security;
alter table app.event_keys force row level security;
create table app.events (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  ref text collate "C" not null,
  title text not null,
  description text default ''::text not null,
  venue text default ''::text not null,
  address text default ''::text not null,
  zone text not null,
  doors_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  line_up jsonb default '[]'::jsonb not null,
  languages jsonb default '["en"]'::jsonb not null,
  state text default 'draft'::text not null,
  admits_on_signature boolean default true not null,
  needs_approval boolean default false not null,
  collects_phone text default 'no'::text not null,
  collects_address text default 'no'::text not null,
  fee_mode text default 'absorbed'::text not null,
  fee_basis_points integer default 0 not null,
  fee_minor bigint default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  xid bigint default 0 not null,
  buyer_rules jsonb default '{}'::jsonb not null,
  constraint events_pkey PRIMARY KEY (org_id, event_id),
  constraint events_org_id_ref_key UNIQUE (org_id, ref),
  constraint events_check CHECK (doors_at <= starts_at AND starts_at < ends_at),
  constraint events_collects_address_check CHECK (collects_address = ANY (ARRAY['no'::text, 'optional'::text, 'required'::text])),
  constraint events_collects_phone_check CHECK (collects_phone = ANY (ARRAY['no'::text, 'optional'::text, 'required'::text])),
  constraint events_fee_basis_points_check CHECK (fee_basis_points >= 0 AND fee_basis_points <= 10000),
  constraint events_fee_minor_check CHECK (fee_minor >= 0),
  constraint events_fee_mode_check CHECK (fee_mode = ANY (ARRAY['absorbed'::text, 'passed-on'::text])),
  constraint events_ref_check CHECK (ref ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text),
  constraint events_state_check CHECK (state = ANY (ARRAY['draft'::text, 'published'::text, 'cancelled'::text, 'ended'::text])),
  constraint events_title_check CHECK (length(title) >= 1 AND length(title) <= 200),
  constraint events_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.events enable row level security;
alter table app.events force row level security;
create table app.gates (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  gate_id text collate "C" not null,
  checkpoint_id text collate "C" not null,
  name text not null,
  "position" integer default 0 not null,
  constraint gates_pkey PRIMARY KEY (org_id, event_id, gate_id),
  constraint gates_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint gates_org_id_event_id_checkpoint_id_fkey FOREIGN KEY (org_id, event_id, checkpoint_id) REFERENCES app.checkpoints(org_id, event_id, checkpoint_id)
);
alter table app.gates enable row level security;
alter table app.gates force row level security;
create table app.holds (
  org_id text collate "C" not null,
  hold_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  places jsonb not null,
  state text default 'held'::text not null,
  lapses_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint holds_pkey PRIMARY KEY (org_id, hold_id),
  constraint holds_state_check CHECK (state = ANY (ARRAY['held'::text, 'sold'::text, 'released'::text, 'lapsed'::text])),
  constraint holds_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id)
);
alter table app.holds enable row level security;
alter table app.holds force row level security;
create table app.idempotency (
  org_id text collate "C" not null,
  verb text not null,
  key text collate "C" not null,
  input_hash bytea not null,
  answer jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (org_id, verb, key),
  constraint idempotency_key_check CHECK (length(key) >= 1 AND length(key) <= 200),
  constraint idempotency_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create table app.imports (
  org_id text collate "C" not null,
  import_id text collate "C" not null,
  event_id text collate "C" not null,
  file_name text not null,
  rows_good integer not null,
  rows_bad integer not null,
  report jsonb not null,
  imported_by text not null,
  created_at timestamp with time zone not null,
  constraint imports_pkey PRIMARY KEY (org_id, import_id),
  constraint imports_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.imports enable row level security;
alter table app.imports force row level security;
create table app.installation (
  singleton boolean default true not null,
  installation_id text not null,
  constraint installation_pkey PRIMARY KEY (singleton),
  constraint installation_singleton_check CHECK (singleton)
);
create table app.invitations (
  org_id text collate "C" not null,
  invitation_id text collate "C" not null,
  secret_hash bytea not null,
  email text not null,
  role text not null,
  invited_by text not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint invitations_pkey PRIMARY KEY (org_id, invitation_id),
  constraint invitations_role_check CHECK (role = ANY (ARRAY['owner'::text, 'organizer'::text, 'box-office'::text, 'door'::text, 'viewer'::text])),
  constraint invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.invitations enable row level security;
alter table app.invitations force row level security;
create table app.ledger_groups (
  org_id text collate "C" not null,
  cause text collate "C" not null,
  order_id text collate "C",
  event_id text collate "C",
  memo text default ''::text not null,
  posted_at timestamp with time zone not null,
  constraint ledger_groups_pkey PRIMARY KEY (org_id, cause),
  constraint ledger_groups_cause_check CHECK (length(cause) >= 3 AND length(cause) <= 200),
  constraint ledger_groups_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.ledger_groups enable row level security;
alter table app.ledger_groups force row level security;
create table app.ledger_postings (
  org_id text collate "C" not null,
  cause text collate "C" not null,
  line integer not null,
  account text collate "C" not null,
  amount_minor bigint not null,
  currency character(3) not null,
  constraint ledger_group_balances TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint ledger_postings_pkey PRIMARY KEY (org_id, cause, line),
  constraint ledger_postings_account_check CHECK (length(account) >= 3 AND length(account) <= 100),
  constraint ledger_postings_amount_minor_check CHECK (amount_minor <> 0),
  constraint ledger_postings_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint ledger_postings_line_check CHECK (line >= 1),
  constraint ledger_postings_org_id_cause_fkey FOREIGN KEY (org_id, cause) REFERENCES app.ledger_groups(org_id, cause)
);
alter table app.ledger_postings enable row level security;
alter table app.ledger_postings force row level security;
create table app.logos (
  org_id text collate "C" not null,
  name text collate "C" not null,
  bytes bytea not null,
  kept_at timestamp with time zone not null,
  constraint logos_pkey PRIMARY KEY (org_id, name),
  constraint logos_bytes_check CHECK (octet_length(bytes) >= 1 AND octet_length(bytes) <= 262144),
  constraint logos_name_check CHECK (name ~ '^[0-9a-f]{16}(?:-light)?\.(?:png|jpg|svg)$'::text),
  constraint logos_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.logos enable row level security;
alter table app.logos force row level security;
create table app.mails (
  org_id text collate "C" not null,
  mail_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C",
  kind text not null,
  recipient text not null,
  language text not null,
  about jsonb not null,
  state text default 'queued'::text not null,
  provider_message_id text collate "C",
  attempts integer default 0 not null,
  failure text,
  queued_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  bounced_at timestamp with time zone,
  constraint mails_pkey PRIMARY KEY (org_id, mail_id),
  constraint mails_attempts_check CHECK (attempts >= 0),
  constraint mails_failure_check CHECK (length(failure) <= 500),
  constraint mails_kind_check CHECK (kind = ANY (ARRAY['order-confirmed'::text, 'order-approved'::text, 'order-declined'::text, 'refund-made'::text, 'refund-delayed'::text, 'refund-failed'::text, 'paid-too-late'::text, 'payment-failed'::text, 'waiting-list-joined'::text, 'waiting-list-offer'::text, 'ticket-transferred'::text, 'ticket-voided'::text, 'event-changed'::text, 'dispute-due'::text, 'dispute-reversed'::text, 'card-testing'::text, 'hoarding'::text])),
  constraint mails_recipient_check CHECK (recipient = ''::text OR length(recipient) >= 3 AND length(recipient) <= 254),
  constraint mails_state_check CHECK (state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'bounced'::text, 'failed'::text])),
  constraint mails_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id),
  constraint mails_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id)
);
alter table app.mails enable row level security;
alter table app.mails force row level security;
create table app.membership_directory (
  person_id text collate "C" not null,
  org_id text collate "C" not null,
  constraint membership_directory_pkey PRIMARY KEY (person_id, org_id),
  constraint membership_directory_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.memberships (
  org_id text collate "C" not null,
  person_id text collate "C" not null,
  role text not null,
  email text not null,
  name text default ''::text not null,
  added_at timestamp with time zone not null,
  added_by text,
  constraint memberships_pkey PRIMARY KEY (org_id, person_id),
  constraint memberships_role_check CHECK (role = ANY (ARRAY['owner'::text, 'organizer'::text, 'box-office'::text, 'door'::text, 'viewer'::text])),
  constraint memberships_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.memberships enable row level security;
alter table app.memberships force row level security;
create table app.operators (
  org_id text collate "C" not null,
  operator_id text collate "C" not null,
  name text not null,
  role text not null,
  pin_hash text not null,
  archived boolean default false not null,
  constraint operators_pkey PRIMARY KEY (org_id, operator_id),
  constraint operators_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint operators_role_check CHECK (role = ANY (ARRAY['door'::text, 'supervisor'::text])),
  constraint operators_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.operators enable row level security;
alter table app.operators force row level security;
create table app.order_answers (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  question_id text collate "C" not null,
  ticket_id text collate "C" default ''::text not null,
  value text not null,
  constraint order_answers_pkey PRIMARY KEY (org_id, order_id, question_id, ticket_id),
  constraint order_answers_value_check CHECK (length(value) <= 1000),
  constraint order_answers_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint order_answers_org_id_event_id_question_id_fkey FOREIGN KEY (org_id, event_id, question_id) REFERENCES app.questions(org_id, event_id, question_id)
);
alter table app.order_answers enable row level security;
alter table app.order_answers force row level security;
create table app.order_lines (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  line_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  quantity integer not null,
  unit_minor bigint not null,
  total_minor bigint not null,
  constraint order_lines_pkey PRIMARY KEY (org_id, order_id, line_id),
  constraint order_lines_quantity_check CHECK (quantity >= 1),
  constraint order_lines_total_minor_check CHECK (total_minor >= 0),
  constraint order_lines_unit_minor_check CHECK (unit_minor >= 0),
  constraint order_lines_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint order_lines_org_id_event_id_tier_id_fkey FOREIGN KEY (org_id, event_id, tier_id) REFERENCES app.tiers(org_id, event_id, tier_id)
);
alter table app.order_lines enable row level security;
alter table app.order_lines force row level security;
create table app.orders (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  ref text collate "C" not null,
  state text not null,
  channel text not null,
  comp_reason text,
  buyer_name text default ''::text not null,
  buyer_email text default ''::text not null,
  buyer_phone text,
  buyer_address jsonb,
  language text default 'en'::text not null,
  total_minor bigint not null,
  currency character(3) not null,
  quote jsonb not null,
  input_hash bytea not null,
  search_key text collate "C" default ''::text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  drafts jsonb default '[]'::jsonb not null,
  link_version integer default 1 not null,
  buyer_key bigint generated always as (hashtextextended(lower(buyer_email), (0)::bigint)) stored,
  constraint orders_pkey PRIMARY KEY (org_id, order_id),
  constraint orders_org_id_event_id_order_id_key UNIQUE (org_id, event_id, order_id),
  constraint orders_org_id_event_id_ref_key UNIQUE (org_id, event_id, ref),
  constraint orders_channel_check CHECK (channel = ANY (ARRAY['online'::text, 'box-office'::text, 'station'::text, 'api'::text, 'import'::text, 'comp'::text])),
  constraint orders_comp_reason_check CHECK (length(comp_reason) <= 500),
  constraint orders_link_version_check CHECK (link_version >= 1 AND link_version <= 65535),
  constraint orders_ref_check CHECK (ref ~ '^[0-9A-HJKMNP-TV-Z]{5,8}$'::text),
  constraint orders_state_check CHECK (state = ANY (ARRAY['awaiting-approval'::text, 'awaiting-payment'::text, 'paid'::text, 'partly-refunded'::text, 'refunded'::text, 'lapsed'::text, 'cancelled'::text])),
  constraint orders_total_minor_check CHECK (total_minor >= 0),
  constraint orders_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.orders enable row level security;
alter table app.orders force row level security;
create table app.org_directory (
  org_id text collate "C" not null,
  slug text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint org_directory_pkey PRIMARY KEY (org_id),
  constraint org_directory_slug_key UNIQUE (slug),
  constraint org_directory_org_id_check CHECK (org_id ~~ 'org\_%'::text),
  constraint org_directory_slug_check CHECK (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$'::text)
);
create table app.org_domains (
  host text collate "C" not null,
  org_id text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint org_domains_pkey PRIMARY KEY (host),
  constraint org_domains_host_check CHECK (host = lower(host) AND length(host) >= 1 AND length(host) <= 253),
  constraint org_domains_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.organizations (
  org_id text collate "C" not null,
  name text not null,
  accent text,
  logo_url text,
  default_language text default 'en'::text not null,
  zone text not null,
  currency character(3) not null,
  tax_mode text default 'inclusive'::text not null,
  tax_basis_points integer default 0 not null,
  night_ends_at time without time zone default '06:00:00'::time without time zone not null,
  imprint text default ''::text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  terms text default ''::text not null,
  privacy text default ''::text not null,
  typeface text default 'sans'::text not null,
  constraint organizations_pkey PRIMARY KEY (org_id),
  constraint organizations_accent_check CHECK (length(accent) <= 60),
  constraint organizations_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint organizations_default_language_check CHECK (default_language = ANY (ARRAY['en'::text, 'de'::text, 'fr'::text, 'es'::text, 'ar'::text])),
  constraint organizations_logo_url_check CHECK (length(logo_url) <= 500),
  constraint organizations_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint organizations_privacy_check CHECK (length(privacy) <= 50000),
  constraint organizations_tax_basis_points_check CHECK (tax_basis_points >= 0 AND tax_basis_points <= 10000),
  constraint organizations_tax_mode_check CHECK (tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text])),
  constraint organizations_terms_check CHECK (length(terms) <= 50000),
  constraint organizations_typeface_check CHECK (typeface = ANY (ARRAY['sans'::text, 'serif'::text])),
  constraint organizations_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
alter table app.organizations enable row level security;
alter table app.organizations force row level security;
create table app.payment_account_directory (
  provider_account text collate "C" not null,
  org_id text collate "C" not null,
  livemode boolean not null,
  constraint payment_account_directory_pkey PRIMARY KEY (provider_account),
  constraint payment_account_directory_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.payment_accounts (
  org_id text collate "C" not null,
  provider_account text collate "C" not null,
  livemode boolean not null,
  card_payments text default 'pending'::text not null,
  requirements jsonb default '[]'::jsonb not null,
  fee_basis_points integer default 0 not null,
  fee_minor bigint default 0 not null,
  connected_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  reconciled_through timestamp with time zone,
  currency character(3),
  minimum_minor bigint default 0 not null,
  constraint payment_accounts_pkey PRIMARY KEY (org_id, provider_account),
  constraint payment_accounts_card_payments_check CHECK (card_payments = ANY (ARRAY['pending'::text, 'active'::text, 'restricted'::text, 'closed'::text])),
  constraint payment_accounts_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint payment_accounts_fee_basis_points_check CHECK (fee_basis_points >= 0 AND fee_basis_points <= 10000),
  constraint payment_accounts_fee_minor_check CHECK (fee_minor >= 0),
  constraint payment_accounts_minimum_minor_check CHECK (minimum_minor >= 0),
  constraint payment_accounts_provider_account_check CHECK (provider_account ~~ 'acct\_%'::text),
  constraint payment_accounts_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id)
);
alter table app.payment_accounts enable row level security;
alter table app.payment_accounts force row level security;
create table app.payments (
  org_id text collate "C" not null,
  payment_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  attempt integer not null,
  way text not null,
  state text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  application_fee_minor bigint default 0 not null,
  provider_account text collate "C" not null,
  intent_id text collate "C",
  session_id text collate "C",
  charge_id text collate "C",
  client_secret text,
  decline_code text,
  request_hash bytea not null,
  settled text,
  settled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  request jsonb default '{}'::jsonb not null,
  hosted_url text,
  payer_key bytea,
  declines integer default 0 not null,
  constraint payments_pkey PRIMARY KEY (org_id, payment_id),
  constraint payments_org_id_order_id_attempt_key UNIQUE (org_id, order_id, attempt),
  constraint payments_amount_minor_check CHECK (amount_minor > 0),
  constraint payments_application_fee_minor_check CHECK (application_fee_minor >= 0),
  constraint payments_attempt_check CHECK (attempt >= 1),
  constraint payments_declines_check CHECK (declines >= 0),
  constraint payments_settled_check CHECK (settled = ANY (ARRAY['fulfilled'::text, 're-seated'::text, 'refunded-late'::text, 'refunded-twice'::text, 'refunded-mismatch'::text])),
  constraint payments_state_check CHECK (state = ANY (ARRAY['intended'::text, 'open'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])),
  constraint payments_way_check CHECK (way = ANY (ARRAY['element'::text, 'hosted'::text])),
  constraint payments_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint payments_org_id_provider_account_fkey FOREIGN KEY (org_id, provider_account) REFERENCES app.payment_accounts(org_id, provider_account)
);
alter table app.payments enable row level security;
alter table app.payments force row level security;
create table app.person_tokens (
  token_hash bytea not null,
  person_id text collate "C" not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint person_tokens_pkey PRIMARY KEY (token_hash)
);
create table app.platform_admins (
  person_id text collate "C" not null,
  added_at timestamp with time zone not null,
  constraint platform_admins_pkey PRIMARY KEY (person_id)
);
create table app.pools (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  pool_id text collate "C" not null,
  name text not null,
  capacity integer not null,
  sold integer default 0 not null,
  held integer default 0 not null,
  lent integer default 0 not null,
  constraint pools_pkey PRIMARY KEY (org_id, event_id, pool_id),
  constraint pool_never_oversold CHECK ((sold + held + lent) <= capacity),
  constraint pools_capacity_check CHECK (capacity >= 0),
  constraint pools_held_check CHECK (held >= 0),
  constraint pools_lent_check CHECK (lent >= 0),
  constraint pools_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint pools_sold_check CHECK (sold >= 0),
  constraint pools_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.pools enable row level security;
alter table app.pools force row level security;
create table app.promo_codes (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  code text collate "C" not null,
  kind text not null,
  basis_points integer default 0 not null,
  amount_minor bigint default 0 not null,
  tier_ids jsonb,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  uses_max integer,
  uses_per_buyer_max integer,
  uses integer default 0 not null,
  stacks boolean default false not null,
  archived boolean default false not null,
  created_at timestamp with time zone not null,
  constraint promo_codes_pkey PRIMARY KEY (org_id, event_id, code),
  constraint promo_codes_amount_minor_check CHECK (amount_minor >= 0),
  constraint promo_codes_basis_points_check CHECK (basis_points >= 0 AND basis_points <= 10000),
  constraint promo_codes_check CHECK (uses_max IS NULL OR uses <= uses_max),
  constraint promo_codes_code_check CHECK (code = upper(code) AND length(code) >= 3 AND length(code) <= 40),
  constraint promo_codes_kind_check CHECK (kind = ANY (ARRAY['percent'::text, 'amount'::text, 'unlock'::text])),
  constraint promo_codes_uses_check CHECK (uses >= 0),
  constraint promo_codes_uses_max_check CHECK (uses_max >= 1),
  constraint promo_codes_uses_per_buyer_max_check CHECK (uses_per_buyer_max >= 1),
  constraint promo_codes_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.promo_codes enable row level security;
alter table app.promo_codes force row level security;
create table app.promo_uses (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  code text collate "C" not null,
  order_id text collate "C" not null,
  buyer_key text collate "C" not null,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint promo_uses_pkey PRIMARY KEY (org_id, event_id, code, order_id),
  constraint promo_uses_org_id_event_id_code_fkey FOREIGN KEY (org_id, event_id, code) REFERENCES app.promo_codes(org_id, event_id, code),
  constraint promo_uses_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id)
);
alter table app.promo_uses enable row level security;
alter table app.promo_uses force row level security;
create table app.provider_balance_lines (
  org_id text collate "C" not null,
  balance_transaction_id text collate "C" not null,
  provider_account text collate "C" not null,
  type text not null,
  source_id text collate "C",
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  currency character(3) not null,
  created_at timestamp with time zone not null,
  cause text collate "C",
  explained boolean default false not null,
  note text,
  seen_at timestamp with time zone not null,
  constraint provider_balance_lines_pkey PRIMARY KEY (org_id, balance_transaction_id),
  constraint provider_balance_lines_org_id_provider_account_fkey FOREIGN KEY (org_id, provider_account) REFERENCES app.payment_accounts(org_id, provider_account)
);
alter table app.provider_balance_lines enable row level security;
alter table app.provider_balance_lines force row level security;
create table app.provider_events (
  event_id text collate "C" not null,
  endpoint text not null,
  provider_account text collate "C",
  org_id text collate "C",
  type text not null,
  livemode boolean not null,
  api_version text,
  object_id text collate "C",
  created_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  source text not null,
  headers jsonb not null,
  payload jsonb not null,
  state text default 'received'::text not null,
  attempts integer default 0 not null,
  error text,
  handled_at timestamp with time zone,
  shortened_at timestamp with time zone,
  constraint provider_events_pkey PRIMARY KEY (event_id),
  constraint provider_events_endpoint_check CHECK (endpoint = ANY (ARRAY['snapshot'::text, 'thin'::text])),
  constraint provider_events_source_check CHECK (source = ANY (ARRAY['webhook'::text, 'reconciliation'::text])),
  constraint provider_events_state_check CHECK (state = ANY (ARRAY['received'::text, 'done'::text, 'ignored'::text, 'failed'::text, 'foreign'::text])),
  constraint provider_events_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.questions (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  question_id text collate "C" not null,
  label text not null,
  kind text not null,
  choices jsonb default '[]'::jsonb not null,
  per text not null,
  required boolean default false not null,
  at_door boolean default false not null,
  tier_ids jsonb,
  "position" integer default 0 not null,
  archived boolean default false not null,
  constraint questions_pkey PRIMARY KEY (org_id, event_id, question_id),
  constraint questions_kind_check CHECK (kind = ANY (ARRAY['text'::text, 'number'::text, 'choice'::text, 'date'::text, 'consent'::text])),
  constraint questions_label_check CHECK (length(label) >= 1 AND length(label) <= 500),
  constraint questions_per_check CHECK (per = ANY (ARRAY['order'::text, 'ticket'::text])),
  constraint questions_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.questions enable row level security;
alter table app.questions force row level security;
create table app.refund_batches (
  org_id text collate "C" not null,
  batch_id text collate "C" not null,
  event_id text collate "C" not null,
  state text not null,
  orders_total integer not null,
  orders_done integer default 0 not null,
  orders_failed integer default 0 not null,
  returns_fee boolean not null,
  cursor text default ''::text not null,
  started_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  reason text default ''::text not null,
  left_out jsonb default '[]'::jsonb not null,
  constraint refund_batches_pkey PRIMARY KEY (org_id, batch_id),
  constraint refund_batches_state_check CHECK (state = ANY (ARRAY['running'::text, 'done'::text])),
  constraint refund_batches_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.refund_batches enable row level security;
alter table app.refund_batches force row level security;
create table app.refunds (
  org_id text collate "C" not null,
  refund_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  payment_id text collate "C" not null,
  batch_id text collate "C",
  state text not null,
  kind text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  returns_fee boolean not null,
  ticket_ids jsonb default '[]'::jsonb not null,
  reason text default ''::text not null,
  provider_refund_id text collate "C",
  failure text,
  acknowledged_at timestamp with time zone,
  requested_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  lines jsonb default '[]'::jsonb not null,
  retry_of text collate "C",
  submitted_at timestamp with time zone,
  settled_as text,
  constraint refunds_pkey PRIMARY KEY (org_id, refund_id),
  constraint refunds_amount_minor_check CHECK (amount_minor > 0),
  constraint refunds_kind_check CHECK (kind = ANY (ARRAY['whole'::text, 'tickets'::text, 'amount'::text, 'late'::text, 'duplicate'::text, 'mismatch'::text, 'event-cancelled'::text])),
  constraint refunds_settled_as_check CHECK (settled_as = ANY (ARRAY['paid-outside'::text, 'written-off'::text])),
  constraint refunds_settled_check CHECK (settled_as IS NULL OR state = 'failed'::text AND acknowledged_at IS NOT NULL),
  constraint refunds_state_check CHECK (state = ANY (ARRAY['requested'::text, 'submitted'::text, 'succeeded'::text, 'failed'::text])),
  constraint refunds_org_id_batch_id_fkey FOREIGN KEY (org_id, batch_id) REFERENCES app.refund_batches(org_id, batch_id),
  constraint refunds_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint refunds_org_id_payment_id_fkey FOREIGN KEY (org_id, payment_id) REFERENCES app.payments(org_id, payment_id),
  constraint refunds_org_id_retry_of_fkey FOREIGN KEY (org_id, retry_of) REFERENCES app.refunds(org_id, refund_id)
);
alter table app.refunds enable row level security;
alter table app.refunds force row level security;
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
  kind text not null,
  undoes_scan_id text collate "C",
  at timestamp with time zone not null,
  told_at timestamp with time zone not null,
  verdict text not null,
  rule text,
  reason text,
  basis text,
  via text not null,
  direction text not null,
  mode text not null,
  override_by text,
  override_reason text,
  unread_text text,
  online boolean,
  roster_complete boolean,
  roster_as_of timestamp with time zone,
  after_revocation boolean default false not null,
  received_at timestamp with time zone not null,
  xid bigint default 0 not null,
  constraint scans_pkey PRIMARY KEY (org_id, event_id, scan_id),
  constraint scans_direction_check CHECK (direction = ANY (ARRAY['in'::text, 'out'::text])),
  constraint scans_kind_check CHECK (kind = ANY (ARRAY['in'::text, 'out'::text, 'undo'::text, 'none'::text])),
  constraint scans_mode_check CHECK (mode = ANY (ARRAY['admit'::text, 'verify'::text])),
  constraint scans_verdict_check CHECK (verdict = ANY (ARRAY['admit'::text, 'refuse'::text, 'ask'::text, 'undecidable'::text, 'undo'::text])),
  constraint scans_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.scans enable row level security;
alter table app.scans force row level security;
create table app.station_events (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  event_id text collate "C" not null,
  constraint station_events_pkey PRIMARY KEY (org_id, station_id, event_id),
  constraint station_events_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id),
  constraint station_events_org_id_station_id_fkey FOREIGN KEY (org_id, station_id) REFERENCES app.stations(org_id, station_id)
);
alter table app.station_events enable row level security;
alter table app.station_events force row level security;
create table app.station_journals (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  journal_id text collate "C" not null,
  last_seq bigint default 0 not null,
  last_hash text not null,
  started_at timestamp with time zone not null,
  constraint station_journals_pkey PRIMARY KEY (org_id, station_id, journal_id),
  constraint station_journals_org_id_station_id_fkey FOREIGN KEY (org_id, station_id) REFERENCES app.stations(org_id, station_id)
);
alter table app.station_journals enable row level security;
alter table app.station_journals force row level security;
create table app.station_ops (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  journal_id text collate "C" not null,
  seq bigint not null,
  op_id text collate "C" not null,
  at timestamp with time zone not null,
  clock_offset_ms bigint,
  hash text not null,
  body jsonb not null,
  outcome text not null,
  why jsonb,
  after_revocation boolean default false not null,
  received_at timestamp with time zone not null,
  constraint station_ops_pkey PRIMARY KEY (org_id, station_id, journal_id, seq),
  constraint station_ops_outcome_check CHECK (outcome = ANY (ARRAY['applied'::text, 'parked'::text, 'resolved'::text, 'discarded'::text])),
  constraint station_ops_seq_check CHECK (seq >= 1),
  constraint station_ops_org_id_station_id_journal_id_fkey FOREIGN KEY (org_id, station_id, journal_id) REFERENCES app.station_journals(org_id, station_id, journal_id)
);
alter table app.station_ops enable row level security;
alter table app.station_ops force row level security;
create table app.station_pairings (
  pairing_id text collate "C" not null,
  code_hash bytea not null,
  poll_hash bytea not null,
  station_name text not null,
  previous_token_hash bytea,
  address_hash bytea not null,
  state text default 'waiting'::text not null,
  org_id text collate "C",
  station_id text collate "C",
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint station_pairings_pkey PRIMARY KEY (pairing_id),
  constraint station_pairings_code_hash_key UNIQUE (code_hash),
  constraint station_pairings_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'approved'::text, 'collected'::text, 'refused'::text])),
  constraint station_pairings_station_name_check CHECK (length(station_name) >= 1 AND length(station_name) <= 80),
  constraint station_pairings_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.org_directory(org_id)
);
create table app.stations (
  org_id text collate "C" not null,
  station_id text collate "C" not null,
  name text not null,
  state text default 'active'::text not null,
  gate_event_id text collate "C",
  gate_id text collate "C",
  paired_by text not null,
  paired_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  protocol integer,
  clock_offset_ms bigint,
  roster_as_of timestamp with time zone,
  unsent integer,
  version integer default 1 not null,
  constraint stations_pkey PRIMARY KEY (org_id, station_id),
  constraint stations_name_check CHECK (length(name) >= 1 AND length(name) <= 80),
  constraint stations_state_check CHECK (state = ANY (ARRAY['active'::text, 'revoked'::text])),
  constraint stations_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organizations(org_id),
  constraint stations_org_id_gate_event_id_gate_id_fkey FOREIGN KEY (org_id, gate_event_id, gate_id) REFERENCES app.gates(org_id, event_id, gate_id)
);
alter table app.stations enable row level security;
alter table app.stations force row level security;
create table app.tickets (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  ticket_id text collate "C" not null,
  order_id text collate "C",
  line_id text collate "C",
  tier_id text collate "C" not null,
  state text not null,
  state_since timestamp with time zone not null,
  disputed boolean default false not null,
  blocked text,
  holder text,
  seat text,
  search_key text collate "C" default ''::text not null,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  guardian_ticket_id text collate "C",
  replaces_ticket_id text collate "C",
  imported_code text collate "C",
  import_id text collate "C",
  allotment_id text collate "C",
  attention text,
  key_id text collate "C",
  code text,
  missing_answers jsonb default '[]'::jsonb not null,
  answers jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  xid bigint default 0 not null,
  mirror text default ''::text not null,
  held_by text,
  constraint tickets_pkey PRIMARY KEY (org_id, event_id, ticket_id),
  constraint tickets_attention_check CHECK (length(attention) <= 500),
  constraint tickets_blocked_check CHECK (length(blocked) <= 500),
  constraint tickets_held_by_check CHECK (length(held_by) >= 3 AND length(held_by) <= 254),
  constraint tickets_holder_check CHECK (length(holder) <= 200),
  constraint tickets_imported_code_check CHECK (length(imported_code) >= 1 AND length(imported_code) <= 500),
  constraint tickets_seat_check CHECK (length(seat) <= 100),
  constraint tickets_state_check CHECK (state = ANY (ARRAY['valid'::text, 'replaced'::text, 'cancelled'::text, 'refunded'::text, 'blank'::text])),
  constraint tickets_org_id_allotment_id_fkey FOREIGN KEY (org_id, allotment_id) REFERENCES app.allotments(org_id, allotment_id),
  constraint tickets_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id),
  constraint tickets_org_id_event_id_guardian_ticket_id_fkey FOREIGN KEY (org_id, event_id, guardian_ticket_id) REFERENCES app.tickets(org_id, event_id, ticket_id),
  constraint tickets_org_id_event_id_key_id_fkey FOREIGN KEY (org_id, event_id, key_id) REFERENCES app.event_keys(org_id, event_id, key_id),
  constraint tickets_org_id_event_id_order_id_fkey FOREIGN KEY (org_id, event_id, order_id) REFERENCES app.orders(org_id, event_id, order_id),
  constraint tickets_org_id_event_id_replaces_ticket_id_fkey FOREIGN KEY (org_id, event_id, replaces_ticket_id) REFERENCES app.tickets(org_id, event_id, ticket_id),
  constraint tickets_org_id_event_id_tier_id_fkey FOREIGN KEY (org_id, event_id, tier_id) REFERENCES app.tiers(org_id, event_id, tier_id),
  constraint tickets_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES app.imports(org_id, import_id)
);
alter table app.tickets enable row level security;
alter table app.tickets force row level security;
create table app.tier_pools (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  pool_id text collate "C" not null,
  constraint tier_pools_pkey PRIMARY KEY (org_id, event_id, tier_id, pool_id),
  constraint tier_pools_org_id_event_id_pool_id_fkey FOREIGN KEY (org_id, event_id, pool_id) REFERENCES app.pools(org_id, event_id, pool_id),
  constraint tier_pools_org_id_event_id_tier_id_fkey FOREIGN KEY (org_id, event_id, tier_id) REFERENCES app.tiers(org_id, event_id, tier_id)
);
alter table app.tier_pools enable row level security;
alter table app.tier_pools force row level security;
create table app.tiers (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  tier_id text collate "C" not null,
  number integer not null,
  name text not null,
  description text default ''::text not null,
  price_minor bigint not null,
  currency character(3) not null,
  "position" integer default 0 not null,
  sale_opens_at timestamp with time zone,
  sale_closes_at timestamp with time zone,
  order_min integer default 1 not null,
  order_max integer default 10 not null,
  visibility text default 'public'::text not null,
  access_code text,
  proof jsonb,
  attention text,
  child_per_guardian_max integer,
  guardian_tier_ids jsonb default '[]'::jsonb not null,
  add_on_of jsonb default '[]'::jsonb not null,
  archived boolean default false not null,
  version integer default 1 not null,
  constraint tiers_pkey PRIMARY KEY (org_id, event_id, tier_id),
  constraint tiers_org_id_event_id_number_key UNIQUE (org_id, event_id, number),
  constraint tiers_attention_check CHECK (length(attention) <= 500),
  constraint tiers_check CHECK (order_max >= order_min),
  constraint tiers_child_per_guardian_max_check CHECK (child_per_guardian_max >= 1),
  constraint tiers_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint tiers_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint tiers_number_check CHECK (number >= 1 AND number <= 65535),
  constraint tiers_order_min_check CHECK (order_min >= 1),
  constraint tiers_price_minor_check CHECK (price_minor >= 0),
  constraint tiers_visibility_check CHECK (visibility = ANY (ARRAY['public'::text, 'hidden'::text, 'code'::text])),
  constraint tiers_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.tiers enable row level security;
alter table app.tiers force row level security;
create table app.waiting_list (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  entry_id text collate "C" not null,
  tier_id text collate "C" not null,
  email text not null,
  language text default 'en'::text not null,
  quantity integer not null,
  state text default 'waiting'::text not null,
  order_id text collate "C",
  offered_at timestamp with time zone,
  offer_lapses_at timestamp with time zone,
  created_at timestamp with time zone not null,
  name text default ''::text not null,
  places jsonb,
  constraint waiting_list_pkey PRIMARY KEY (org_id, event_id, entry_id),
  constraint waiting_list_email CHECK (length(email) <= 254),
  constraint waiting_list_name_check CHECK (length(name) <= 200),
  constraint waiting_list_offer CHECK (state <> 'offered'::text OR places IS NOT NULL AND offer_lapses_at IS NOT NULL),
  constraint waiting_list_quantity_check CHECK (quantity >= 1),
  constraint waiting_list_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'offered'::text, 'taken'::text, 'expired'::text, 'left'::text])),
  constraint waiting_list_org_id_event_id_tier_id_fkey FOREIGN KEY (org_id, event_id, tier_id) REFERENCES app.tiers(org_id, event_id, tier_id)
);
alter table app.waiting_list enable row level security;
alter table app.waiting_list force row level security;
create table app.waiting_room_places (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  visitor_hash bytea not null,
  number bigint,
  entered_at timestamp with time zone not null,
  admitted_at timestamp with time zone,
  spent_at timestamp with time zone,
  looked_at timestamp with time zone not null,
  constraint waiting_room_places_pkey PRIMARY KEY (org_id, event_id, visitor_hash),
  constraint waiting_room_places_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.waiting_rooms(org_id, event_id)
);
alter table app.waiting_room_places enable row level security;
alter table app.waiting_room_places force row level security;
create table app.waiting_rooms (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  opens_at timestamp with time zone not null,
  admits_per_minute integer not null,
  state text default 'armed'::text not null,
  admitted_through bigint default 0 not null,
  next_number bigint default 1 not null,
  shuffled boolean default false not null,
  last_admitted_at timestamp with time zone,
  called_at timestamp with time zone,
  called_waiting integer default 0 not null,
  constraint waiting_rooms_pkey PRIMARY KEY (org_id, event_id),
  constraint waiting_rooms_admits_per_minute_check CHECK (admits_per_minute >= 1),
  constraint waiting_rooms_state_check CHECK (state = ANY (ARRAY['armed'::text, 'open'::text, 'closed'::text])),
  constraint waiting_rooms_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.waiting_rooms enable row level security;
alter table app.waiting_rooms force row level security;
create table app.zones (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  zone_id text collate "C" not null,
  name text not null,
  capacity integer,
  "position" integer default 0 not null,
  constraint zones_pkey PRIMARY KEY (org_id, event_id, zone_id),
  constraint zones_capacity_check CHECK (capacity >= 0),
  constraint zones_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint zones_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES app.events(org_id, event_id)
);
alter table app.zones enable row level security;
alter table app.zones force row level security;
create table auth.accounts (
  row_id text collate "C" not null,
  person_id text collate "C" not null,
  provider_id text not null,
  account_id text not null,
  password_hash text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint accounts_pkey PRIMARY KEY (row_id),
  constraint accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.people(person_id) ON DELETE CASCADE
);
create table auth.people (
  person_id text collate "C" not null,
  name text not null,
  email text collate "C" not null,
  email_verified boolean default false not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint people_pkey PRIMARY KEY (person_id),
  constraint people_email_key UNIQUE (email),
  constraint people_email_check CHECK (email = lower(email))
);
create table auth.sessions (
  session_id text collate "C" not null,
  person_id text collate "C" not null,
  token text collate "C" not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (session_id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.people(person_id) ON DELETE CASCADE
);
create table auth.sign_in_attempts (
  key_hash bytea not null,
  failures integer not null,
  last_failed_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  constraint sign_in_attempts_pkey PRIMARY KEY (key_hash),
  constraint sign_in_attempts_failures_check CHECK (failures >= 0)
);
create table auth.verifications (
  verification_id text collate "C" not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint verifications_pkey PRIMARY KEY (verification_id)
);

CREATE UNIQUE INDEX allotments_epoch ON app.allotments USING btree (org_id, event_id, tier_id, station_id, epoch);
CREATE INDEX allotments_station ON app.allotments USING btree (org_id, station_id);
CREATE INDEX allotments_tier ON app.allotments USING btree (org_id, event_id, tier_id);
CREATE INDEX audit_target ON app.audit USING btree (org_id, target, seq);
CREATE INDEX burst_counters_org ON app.burst_counters USING btree (org_id) WHERE (org_id IS NOT NULL);
CREATE INDEX checkout_traces_network ON app.checkout_traces USING btree (org_id, event_id, network) WHERE (network IS NOT NULL);
CREATE INDEX checkout_traces_order ON app.checkout_traces USING btree (org_id, event_id, order_id);
CREATE INDEX checkpoints_zone ON app.checkpoints USING btree (org_id, event_id, zone_id);
CREATE INDEX device_tokens_station ON app.device_tokens USING btree (org_id, station_id);
CREATE INDEX disputes_due ON app.disputes USING btree (org_id, due_by) WHERE (state = 'needs-response'::text);
CREATE INDEX disputes_open ON app.disputes USING btree (org_id, state) WHERE (state = ANY (ARRAY['needs-response'::text, 'under-review'::text]));
CREATE INDEX disputes_order ON app.disputes USING btree (org_id, event_id, order_id);
CREATE INDEX disputes_payment ON app.disputes USING btree (org_id, payment_id);
CREATE UNIQUE INDEX documents_invoice ON app.documents USING btree (org_id, order_id) WHERE (series = 'invoice'::text);
CREATE INDEX documents_order ON app.documents USING btree (org_id, event_id, order_id);
CREATE UNIQUE INDEX documents_refund ON app.documents USING btree (org_id, refund_id) WHERE (refund_id IS NOT NULL);
CREATE INDEX events_by_start ON app.events USING btree (org_id, starts_at, event_id);
CREATE INDEX gates_checkpoint ON app.gates USING btree (org_id, event_id, checkpoint_id);
CREATE INDEX holds_due ON app.holds USING btree (org_id, lapses_at) WHERE (state = 'held'::text);
CREATE INDEX holds_order ON app.holds USING btree (org_id, event_id, order_id);
CREATE INDEX imports_event ON app.imports USING btree (org_id, event_id, created_at);
CREATE INDEX ledger_groups_order ON app.ledger_groups USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX ledger_postings_account ON app.ledger_postings USING btree (org_id, account, currency);
CREATE INDEX mails_of_waiting_lists ON app.mails USING btree (org_id, event_id) WHERE (kind = ANY (ARRAY['waiting-list-joined'::text, 'waiting-list-offer'::text]));
CREATE INDEX mails_order ON app.mails USING btree (org_id, event_id, order_id, queued_at);
CREATE INDEX mails_waiting ON app.mails USING btree (org_id, queued_at) WHERE (state = 'queued'::text);
CREATE INDEX membership_directory_org ON app.membership_directory USING btree (org_id);
CREATE INDEX order_answers_order ON app.order_answers USING btree (org_id, event_id, order_id);
CREATE INDEX order_answers_question ON app.order_answers USING btree (org_id, event_id, question_id);
CREATE INDEX order_lines_order ON app.order_lines USING btree (org_id, event_id, order_id);
CREATE INDEX order_lines_tier ON app.order_lines USING btree (org_id, event_id, tier_id);
CREATE INDEX orders_buyer ON app.orders USING btree (org_id, event_id, buyer_key);
CREATE INDEX orders_by_age ON app.orders USING btree (org_id, event_id, created_at, order_id);
CREATE INDEX orders_search ON app.orders USING btree (org_id, event_id, search_key);
CREATE INDEX org_domains_org ON app.org_domains USING btree (org_id);
CREATE INDEX payment_account_directory_org ON app.payment_account_directory USING btree (org_id);
CREATE INDEX payments_account ON app.payments USING btree (org_id, provider_account);
CREATE INDEX payments_begun ON app.payments USING btree (org_id, created_at);
CREATE INDEX payments_charge ON app.payments USING btree (org_id, charge_id) WHERE (charge_id IS NOT NULL);
CREATE UNIQUE INDEX payments_intent ON app.payments USING btree (org_id, intent_id) WHERE (intent_id IS NOT NULL);
CREATE INDEX payments_order ON app.payments USING btree (org_id, event_id, order_id);
CREATE INDEX payments_payer ON app.payments USING btree (org_id, payer_key, created_at) WHERE (payer_key IS NOT NULL);
CREATE UNIQUE INDEX payments_session ON app.payments USING btree (org_id, session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX person_tokens_expiry ON app.person_tokens USING btree (expires_at);
CREATE INDEX promo_uses_buyer ON app.promo_uses USING btree (org_id, event_id, code, buyer_key);
CREATE INDEX promo_uses_order ON app.promo_uses USING btree (org_id, event_id, order_id);
CREATE INDEX provider_balance_lines_account ON app.provider_balance_lines USING btree (org_id, provider_account, created_at);
CREATE INDEX provider_balance_lines_open ON app.provider_balance_lines USING btree (org_id, seen_at) WHERE (NOT explained);
CREATE INDEX provider_events_foreign ON app.provider_events USING btree (received_at DESC, event_id DESC) WHERE (state = 'foreign'::text);
CREATE INDEX provider_events_long ON app.provider_events USING btree (received_at) WHERE (shortened_at IS NULL);
CREATE INDEX provider_events_open ON app.provider_events USING btree (received_at) WHERE (state = ANY (ARRAY['received'::text, 'failed'::text]));
CREATE INDEX provider_events_org ON app.provider_events USING btree (org_id, received_at);
CREATE INDEX refund_batches_event ON app.refund_batches USING btree (org_id, event_id);
CREATE UNIQUE INDEX refund_batches_running ON app.refund_batches USING btree (org_id, event_id) WHERE (state = 'running'::text);
CREATE INDEX refunds_batch ON app.refunds USING btree (org_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX refunds_open ON app.refunds USING btree (org_id, state) WHERE (state = ANY (ARRAY['requested'::text, 'submitted'::text, 'failed'::text]));
CREATE INDEX refunds_order ON app.refunds USING btree (org_id, event_id, order_id);
CREATE INDEX refunds_payment ON app.refunds USING btree (org_id, payment_id);
CREATE UNIQUE INDEX refunds_provider ON app.refunds USING btree (org_id, provider_refund_id) WHERE (provider_refund_id IS NOT NULL);
CREATE UNIQUE INDEX refunds_retry ON app.refunds USING btree (org_id, retry_of) WHERE (retry_of IS NOT NULL);
CREATE INDEX scans_by_time ON app.scans USING btree (org_id, event_id, at, scan_id);
CREATE INDEX scans_feed ON app.scans USING btree (org_id, event_id, xid, scan_id) WHERE (kind <> 'none'::text);
CREATE INDEX scans_ticket ON app.scans USING btree (org_id, event_id, ticket_id, at) WHERE (kind <> 'none'::text);
CREATE INDEX station_events_event ON app.station_events USING btree (org_id, event_id);
CREATE INDEX station_ops_op ON app.station_ops USING btree (org_id, op_id);
CREATE INDEX station_ops_parked ON app.station_ops USING btree (org_id, received_at) WHERE (outcome = 'parked'::text);
CREATE INDEX station_pairings_address ON app.station_pairings USING btree (address_hash, expires_at);
CREATE INDEX station_pairings_org ON app.station_pairings USING btree (org_id);
CREATE INDEX stations_gate ON app.stations USING btree (org_id, gate_event_id, gate_id) WHERE (gate_id IS NOT NULL);
CREATE INDEX tickets_allotment ON app.tickets USING btree (org_id, allotment_id) WHERE (allotment_id IS NOT NULL);
CREATE INDEX tickets_feed ON app.tickets USING btree (org_id, event_id, xid, ticket_id);
CREATE INDEX tickets_guardian ON app.tickets USING btree (org_id, event_id, guardian_ticket_id) WHERE (guardian_ticket_id IS NOT NULL);
CREATE INDEX tickets_import ON app.tickets USING btree (org_id, import_id) WHERE (import_id IS NOT NULL);
CREATE UNIQUE INDEX tickets_imported_code ON app.tickets USING btree (org_id, event_id, imported_code) WHERE (imported_code IS NOT NULL);
CREATE INDEX tickets_key ON app.tickets USING btree (org_id, event_id, key_id);
CREATE INDEX tickets_order ON app.tickets USING btree (org_id, event_id, order_id);
CREATE INDEX tickets_replaces ON app.tickets USING btree (org_id, event_id, replaces_ticket_id) WHERE (replaces_ticket_id IS NOT NULL);
CREATE INDEX tickets_search ON app.tickets USING btree (org_id, event_id, search_key);
CREATE INDEX tickets_tier ON app.tickets USING btree (org_id, event_id, tier_id);
CREATE INDEX tier_pools_pool ON app.tier_pools USING btree (org_id, event_id, pool_id);
CREATE INDEX waiting_list_due ON app.waiting_list USING btree (org_id, offer_lapses_at) WHERE (state = 'offered'::text);
CREATE UNIQUE INDEX waiting_list_once ON app.waiting_list USING btree (org_id, event_id, tier_id, email) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text]));
CREATE INDEX waiting_list_order ON app.waiting_list USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX waiting_list_tier ON app.waiting_list USING btree (org_id, event_id, tier_id);
CREATE INDEX waiting_list_turn ON app.waiting_list USING btree (org_id, event_id, tier_id, created_at, entry_id) WHERE (state = 'waiting'::text);
CREATE INDEX waiting_room_places_number ON app.waiting_room_places USING btree (org_id, event_id, number) WHERE ((admitted_at IS NULL) AND (number IS NOT NULL));
CREATE INDEX accounts_person ON auth.accounts USING btree (person_id);
CREATE INDEX sessions_expiry ON auth.sessions USING btree (expires_at);
CREATE INDEX sessions_person ON auth.sessions USING btree (person_id);
CREATE INDEX sign_in_attempts_age ON auth.sign_in_attempts USING btree (last_failed_at);
CREATE INDEX verifications_identifier ON auth.verifications USING btree (identifier);

create view app.parked_jobs as
 SELECT j.id AS job_id,
    t.identifier AS job,
    (j.payload ->> 'orgId'::text) AS org_id,
    j.payload,
    j.attempts,
    j.last_error,
    j.created_at,
    j.updated_at AS failed_at
   FROM (graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON ((t.id = j.task_id)))
  WHERE ((j.attempts >= j.max_attempts) AND (j.locked_at IS NULL) AND (j.key IS NOT NULL));

create policy tenant on app.allotments as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.audit as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.checkout_traces as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.checkpoints as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.disputes as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.document_series as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.documents as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.event_keys as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.events as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.gates as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.holds as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.idempotency as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.imports as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.invitations as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.ledger_groups as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.ledger_postings as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.logos as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.mails as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.memberships as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.operators as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.order_answers as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.order_lines as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.orders as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.organizations as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.payment_accounts as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.payments as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.pools as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.promo_codes as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.promo_uses as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.provider_balance_lines as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.questions as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.refund_batches as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.refunds as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.scans as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.station_events as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.station_journals as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.station_ops as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.stations as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.tickets as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.tier_pools as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.tiers as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.waiting_list as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.waiting_room_places as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.waiting_rooms as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));
create policy tenant on app.zones as permissive for all to public using ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))) with check ((org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting)));

CREATE OR REPLACE FUNCTION app.adopt_foreign_events(p_event_id text, p_limit integer)
 RETURNS TABLE(event_id text, object_id text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with mine as (
    select e.event_id
    from app.provider_events e
    join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
    where e.state = 'foreign' and d.org_id = current_setting('app.org_id') and (p_event_id is null or e.event_id = p_event_id)
    order by e.received_at, e.event_id limit p_limit
    for update of e)
  update app.provider_events e set org_id = current_setting('app.org_id'), state = 'received'
  from mine where mine.event_id = e.event_id
  returning e.event_id, e.object_id
$function$;
CREATE OR REPLACE FUNCTION app.append_audit(p_at timestamp with time zone, p_actor text, p_verb text, p_target text, p_before jsonb, p_after jsonb, p_request_id text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
declare
  v_org text := current_setting('app.org_id');
  v_head app.audit_heads;
  v_seq bigint;
  v_hash bytea;
begin
  if v_org is null or v_org = '' then raise exception 'append_audit needs an organization'; end if;
  insert into app.audit_heads (org_id, seq, hash) values (v_org, 0, sha256(convert_to(v_org, 'UTF8')))
    on conflict (org_id) do nothing;
  select * into strict v_head from app.audit_heads where org_id = v_org for update;
  v_seq := v_head.seq + 1;
  v_hash := app.audit_hash(v_head.hash, v_org, v_seq, p_at, p_actor, p_verb, p_target, p_before, p_after, p_request_id);
  insert into app.audit (org_id, seq, at, actor, verb, target, before, after, request_id, prev_hash, hash)
    values (v_org, v_seq, p_at, p_actor, p_verb, p_target, p_before, p_after, p_request_id, v_head.hash, v_hash);
  update app.audit_heads set seq = v_seq, hash = v_hash where org_id = v_org;
  return v_seq;
end $function$;
CREATE OR REPLACE FUNCTION app.append_audits(p_entries jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.approve_pairing(p_pairing_id text, p_station_id text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with taken as (
    update app.station_pairings set state = 'approved', org_id = current_setting('app.org_id'), station_id = p_station_id
    where pairing_id = p_pairing_id and state = 'waiting' and expires_at > p_at returning 1)
  select exists (select from taken)
$function$;
CREATE OR REPLACE FUNCTION app.audit_hash(prev bytea, org_id text, seq bigint, at timestamp with time zone, actor text, verb text, target text, before jsonb, after jsonb, request_id text)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select pg_catalog.sha256(prev operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.jsonb_build_array(
    org_id, seq, extract(epoch from at)::pg_catalog.text, actor, verb, target, before, after, request_id)::pg_catalog.text, 'UTF8'))
$function$;
CREATE OR REPLACE FUNCTION app.audit_head()
 RETURNS TABLE(seq bigint, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select h.seq, h.hash from app.audit_heads h where h.org_id = current_setting('app.org_id')
$function$;
CREATE OR REPLACE FUNCTION app.burst_blocked_until(p_key_hash bytea, p_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select b.blocked_until from app.burst_counters b where b.key_hash = p_key_hash and b.blocked_until > p_at
$function$;
CREATE OR REPLACE FUNCTION app.collect_pairing(p_pairing_id text, p_poll_hash bytea, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with taken as (
    update app.station_pairings p set state = 'collected'
    where p.pairing_id = p_pairing_id and p.poll_hash = p_poll_hash and p.expires_at > p_at
      and p.org_id = current_setting('app.org_id')
      and (p.state = 'approved' or p.state = 'collected' and (
        select count(*) between 1 and 4 and bool_and(t.revoked_at is null) from app.device_tokens t
        where t.org_id = p.org_id and t.station_id = p.station_id and t.created_at >= p.created_at))
    returning 1)
  select exists (select from taken)
$function$;
CREATE OR REPLACE FUNCTION app.count_burst(p_key_hash bytea, p_topic text, p_org_id text, p_limit integer, p_window_ms integer, p_block_ms integer, p_at timestamp with time zone)
 RETURNS TABLE(count integer, blocked_until timestamp with time zone, alarm boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
declare
  v app.burst_counters;
  v_alarm boolean := false;
begin
  insert into app.burst_counters as b (key_hash, topic, org_id, count, window_started_at)
  values (p_key_hash, p_topic, p_org_id, 1, p_at)
  on conflict (key_hash) do update set (count, window_started_at, blocked_until) = (
    select
      case when o.over then 1 else b.count + 1 end,
      case when o.over then p_at else b.window_started_at end,
      case when o.over then null else b.blocked_until end
    from (select b.window_started_at < p_at - p_window_ms * interval '1 millisecond'
      or (p_block_ms > 0 and coalesce(b.blocked_until <= p_at, false)) as over) o)
  returning * into v;
  if v.count > p_limit then
    v_alarm := v.alarmed_at is null or v.alarmed_at < v.window_started_at;
    update app.burst_counters b set
      blocked_until = case when b.blocked_until > p_at then b.blocked_until else p_at + p_block_ms * interval '1 millisecond' end,
      alarmed_at = case when v_alarm then p_at else b.alarmed_at end
    where b.key_hash = p_key_hash returning * into v;
  end if;
  return query select v.count, v.blocked_until, v_alarm;
end $function$;
CREATE OR REPLACE FUNCTION app.count_provider_events()
 RETURNS TABLE(state text, type text, events bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select e.state, e.type, count(*) from app.provider_events e
  where e.org_id = current_setting('app.org_id')
  group by e.state, e.type order by e.state, count(*) desc, e.type
$function$;
CREATE OR REPLACE FUNCTION app.document_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  if new.number > 1 and not exists (
    select from app.documents d where d.org_id = new.org_id and d.series = new.series and d.number = new.number - 1)
  then raise exception '% % leaves a gap', new.series, new.number using errcode = 'check_violation'; end if;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION app.domains_of_org()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select host from app.org_domains where org_id = current_setting('app.org_id') order by host
$function$;
CREATE OR REPLACE FUNCTION app.drop_domain(p_host text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with gone as (delete from app.org_domains where host = lower(p_host) and org_id = current_setting('app.org_id') returning 1)
  select exists (select from gone)
$function$;
CREATE OR REPLACE FUNCTION app.drop_person_token(p_hash bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  delete from app.person_tokens where token_hash = p_hash
$function$;
CREATE OR REPLACE FUNCTION app.enqueue(p_job text, p_payload json, p_job_key text, p_queue text, p_run_at timestamp with time zone, p_attempts_max integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select from graphile_worker.add_job(
    identifier => p_job, payload => p_payload, job_key => p_job_key, queue_name => p_queue,
    run_at => p_run_at, max_attempts => p_attempts_max)
$function$;
CREATE OR REPLACE FUNCTION app.enqueue_all(p_job text, p_wanted json)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select from graphile_worker.add_jobs(array(
    select row (p_job, w.payload, null, null, 12, w."jobKey", null, null)::graphile_worker.job_spec
    from json_to_recordset(p_wanted) as w (payload json, "jobKey" text)))
$function$;
CREATE OR REPLACE FUNCTION app.ensure_installation(p_installation_id text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  insert into app.installation (installation_id) values (p_installation_id) on conflict (singleton) do nothing
$function$;
CREATE OR REPLACE FUNCTION app.feed_horizon()
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
$function$;
CREATE OR REPLACE FUNCTION app.finish_provider_event(p_event_id text, p_state text, p_error text, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  update app.provider_events set state = p_state, error = p_error, attempts = attempts + 1, handled_at = p_at
  where event_id = p_event_id and org_id = current_setting('app.org_id')
$function$;
CREATE OR REPLACE FUNCTION app.foreign_provider_events_page(p_before timestamp with time zone, p_before_id text, p_limit integer)
 RETURNS TABLE(event_id text, endpoint text, provider_account text, known_org_id text, type text, livemode boolean, object_id text, created_at timestamp with time zone, received_at timestamp with time zone, source text, state text, attempts integer, error text, handled_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select e.event_id, e.endpoint, e.provider_account, d.org_id, e.type, e.livemode, e.object_id,
    e.created_at, e.received_at, e.source, e.state, e.attempts, e.error, e.handled_at
  from app.provider_events e
  left join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
  where e.state = 'foreign' and (p_before is null or (e.received_at, e.event_id) < (p_before, p_before_id))
  order by e.received_at desc, e.event_id desc limit least(p_limit, 201)
$function$;
CREATE OR REPLACE FUNCTION app.installation_epoch()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select installation_id || '.' || (select system_identifier::text from pg_control_system()) from app.installation
$function$;
CREATE OR REPLACE FUNCTION app.instant_text(p_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$function$;
CREATE OR REPLACE FUNCTION app.is_platform_admin(p_person_id text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select exists (select from app.platform_admins where person_id = p_person_id)
$function$;
CREATE OR REPLACE FUNCTION app.ledger_group_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  if exists (
    select from app.ledger_postings p where p.org_id = new.org_id and p.cause = new.cause
    group by p.currency having sum(p.amount_minor) <> 0)
  then raise exception 'ledger group % does not sum to zero', new.cause using errcode = 'check_violation'; end if;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION app.list_parked_jobs(p_after bigint, p_limit integer)
 RETURNS TABLE(job_id bigint, job text, org_id text, attempts smallint, last_error text, created_at timestamp with time zone, failed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select p.job_id, p.job, p.org_id, p.attempts, p.last_error, p.created_at, p.failed_at
  from app.parked_jobs p where p.job_id > p_after order by p.job_id limit p_limit
$function$;
CREATE OR REPLACE FUNCTION app.mirror_membership()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.membership_directory where person_id = old.person_id and org_id = old.org_id;
    return old;
  end if;
  insert into app.membership_directory (person_id, org_id) values (new.person_id, new.org_id) on conflict do nothing;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION app.network_of(p_address text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  v_bare text := lower(split_part(btrim(p_address, ' []'), '%', 1));
  v_inet inet;
begin
  if strpos(v_bare, ':') = 0 then return v_bare; end if;
  begin
    v_inet := v_bare::inet;
  exception when data_exception then
    return v_bare;
  end;
  if v_inet <<= '::ffff:0:0/96'::inet then return host('0.0.0.0'::inet + (v_inet - '::ffff:0:0'::inet)); end if;
  return network(set_masklen(v_inet, 64))::text;
end $function$;
CREATE OR REPLACE FUNCTION app.notify_feed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  v record;
begin
  for v in select distinct n.org_id, n.event_id from fresh n loop
    perform pg_notify('foyer_feed',
      json_build_object('org', v.org_id, 'event', v.event_id, 'xid', pg_current_xact_id()::text::bigint)::text);
  end loop;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION app.notify_station()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('foyer_station', json_build_object('org', new.org_id, 'station', new.station_id, 'state', new.state)::text);
  return null;
end $function$;
CREATE OR REPLACE FUNCTION app.open_placing(p_org_id text, p_event_id text, p_order_ids text[], p_pool_ids text[], p_refs text[], p_at timestamp with time zone)
 RETURNS TABLE(version text, stored json, pools json, taken_refs text[], lapses_due boolean, waited json)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.org_by_host(p_host text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select org_id from app.org_domains where host = lower(p_host)
$function$;
CREATE OR REPLACE FUNCTION app.org_by_payment_account(p_account text)
 RETURNS TABLE(org_id text, livemode boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select d.org_id, d.livemode from app.payment_account_directory d where d.provider_account = p_account
$function$;
CREATE OR REPLACE FUNCTION app.org_by_slug(p_slug text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select org_id from app.org_directory where slug = p_slug
$function$;
CREATE OR REPLACE FUNCTION app.org_ids()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select org_id from app.org_directory order by org_id
$function$;
CREATE OR REPLACE FUNCTION app.orgs_of_foreign_events(p_event_id text)
 RETURNS TABLE(org_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select distinct d.org_id
  from app.provider_events e
  join app.payment_account_directory d on d.provider_account = e.provider_account and d.livemode = e.livemode
  where e.state = 'foreign' and (p_event_id is null or e.event_id = p_event_id)
  order by d.org_id
$function$;
CREATE OR REPLACE FUNCTION app.orgs_of_person(p_person_id text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select org_id from app.membership_directory where person_id = p_person_id order by org_id
$function$;
CREATE OR REPLACE FUNCTION app.pairing_by_code(p_code_hash bytea)
 RETURNS TABLE(pairing_id text, station_name text, state text, expires_at timestamp with time zone, previous_org_id text, previous_station_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select p.pairing_id, p.station_name, p.state, p.expires_at, t.org_id, t.station_id
  from app.station_pairings p left join app.device_tokens t on t.token_hash = p.previous_token_hash
  where p.code_hash = p_code_hash
$function$;
CREATE OR REPLACE FUNCTION app.person_by_token(p_hash bytea, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select person_id from app.person_tokens where token_hash = p_hash and expires_at > p_at
$function$;
CREATE OR REPLACE FUNCTION app.place_foreseen(p_org_id text, p_event_id text, p_version text, p_order_ids text[], p_pool_ids text[], p_refs text[], p_at timestamp with time zone, p_orders jsonb, p_lines json, p_answers json, p_pools json, p_uses json, p_passes json, p_traces json, p_audit jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.poll_pairing(p_pairing_id text, p_poll_hash bytea)
 RETURNS TABLE(state text, org_id text, station_id text, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select p.state, p.org_id, p.station_id, p.expires_at from app.station_pairings p
  where p.pairing_id = p_pairing_id and p.poll_hash = p_poll_hash
$function$;
CREATE OR REPLACE PROCEDURE app.protect(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (org_id = (select current_setting(''app.org_id''))) with check (org_id = (select current_setting(''app.org_id'')))',
    target);
end $procedure$;
CREATE OR REPLACE FUNCTION app.provider_event(p_event_id text)
 RETURNS SETOF app.provider_events
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select * from app.provider_events where event_id = p_event_id and org_id = current_setting('app.org_id')
$function$;
CREATE OR REPLACE FUNCTION app.provider_events_left_over(p_now timestamp with time zone, p_quiet_ms integer, p_attempts_max integer, p_limit integer)
 RETURNS TABLE(event_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select e.event_id from app.provider_events e
  where e.org_id = current_setting('app.org_id') and e.state in ('received', 'failed') and e.attempts < p_attempts_max
    and coalesce(e.handled_at, e.received_at) < p_now - p_quiet_ms * power(2, e.attempts) * interval '1 millisecond'
  order by coalesce(e.handled_at, e.received_at), e.event_id limit p_limit
$function$;
CREATE OR REPLACE FUNCTION app.provider_events_page(p_state text, p_type text, p_before timestamp with time zone, p_before_id text, p_limit integer)
 RETURNS SETOF app.provider_events
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select * from app.provider_events
  where org_id = current_setting('app.org_id')
    and (p_state is null or state = p_state) and (p_type is null or type = p_type)
    and (p_before is null or (received_at, event_id) < (p_before, p_before_id))
  order by received_at desc, event_id desc limit least(p_limit, 201)
$function$;
CREATE OR REPLACE FUNCTION app.put_device_token(p_hash bytea, p_station_id text, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  insert into app.device_tokens (token_hash, org_id, station_id, created_at)
  values (p_hash, current_setting('app.org_id'), p_station_id, p_at)
$function$;
CREATE OR REPLACE FUNCTION app.put_payment_account(p_account text, p_livemode boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  insert into app.payment_account_directory (provider_account, org_id, livemode)
  values (p_account, current_setting('app.org_id'), p_livemode);
  return true;
exception when unique_violation then
  return exists (select from app.payment_account_directory
    where provider_account = p_account and org_id = current_setting('app.org_id'));
end $function$;
CREATE OR REPLACE FUNCTION app.put_person_token(p_hash bytea, p_person_id text, p_expires_at timestamp with time zone, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  delete from app.person_tokens where expires_at < p_at;
  insert into app.person_tokens (token_hash, person_id, expires_at, created_at) values (p_hash, p_person_id, p_expires_at, p_at)
$function$;
CREATE OR REPLACE FUNCTION app.record_placing(p_org_id text, p_event_id text, p_orders jsonb, p_lines json, p_answers json, p_pools json, p_uses json, p_passes json, p_traces json, p_audit jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.record_provider_event(p_event_id text, p_endpoint text, p_account text, p_type text, p_livemode boolean, p_api_version text, p_object_id text, p_created_at timestamp with time zone, p_received_at timestamp with time zone, p_source text, p_headers jsonb, p_payload jsonb)
 RETURNS TABLE(fresh boolean, org_id text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;
CREATE OR REPLACE FUNCTION app.refuse_pairing(p_pairing_id text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with refused as (
    update app.station_pairings set state = 'refused', org_id = current_setting('app.org_id')
    where pairing_id = p_pairing_id and state = 'waiting' and expires_at > p_at returning 1)
  select exists (select from refused)
$function$;
CREATE OR REPLACE FUNCTION app.register_domain(p_host text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  insert into app.org_domains (host, org_id, created_at) values (lower(p_host), current_setting('app.org_id'), p_at);
  return true;
exception when unique_violation then return false;
end $function$;
CREATE OR REPLACE FUNCTION app.register_org(p_org_id text, p_slug text, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  insert into app.org_directory (org_id, slug, created_at) values (p_org_id, p_slug, p_at);
  return true;
exception when unique_violation then return false;
end $function$;
CREATE OR REPLACE FUNCTION app.retry_parked_job(p_job_id bigint, p_run_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not exists (select from app.parked_jobs p where p.job_id = p_job_id) then return false; end if;
  perform graphile_worker.reschedule_jobs(array[p_job_id], run_at => p_run_at, attempts => 0);
  return true;
end $function$;
CREATE OR REPLACE FUNCTION app.revoke_device_tokens(p_station_id text, p_at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with gone as (
    update app.device_tokens set revoked_at = p_at
    where org_id = current_setting('app.org_id') and station_id = p_station_id and revoked_at is null returning 1)
  select count(*)::integer from gone
$function$;
CREATE OR REPLACE FUNCTION app.sale_version(p_org_id text, p_event_id text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'app'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  return (
    select e.xid::text || '.' || o.version::text || '.' || coalesce((
      select string_agg(concat_ws(' ', a.card_payments, a.currency, a.minimum_minor), '.' order by a.provider_account)
      from app.payment_accounts a where a.org_id = o.org_id), '')
    from app.events e join app.organizations o on o.org_id = e.org_id
    where e.org_id = p_org_id and e.event_id = p_event_id and o.org_id = p_org_id);
end $function$;
CREATE OR REPLACE FUNCTION app.shorten_provider_events(p_before timestamp with time zone, p_at timestamp with time zone, p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  with long as (
    select event_id from app.provider_events
    where shortened_at is null and received_at < p_before
      and (state = 'foreign' or state in ('done', 'ignored') and handled_at < p_before)
    order by received_at limit p_limit
    for update skip locked),
  short as (
    update app.provider_events e set shortened_at = p_at, headers = '{}',
      payload = (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(e.payload)
        where key in ('id', 'object', 'type', 'account', 'created', 'livemode') and jsonb_typeof(value) not in ('object', 'array')
      ) || jsonb_build_object('data', jsonb_build_object('object', (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(
          case jsonb_typeof(e.payload #> '{data,object}') when 'object' then e.payload #> '{data,object}' else '{}' end)
        where key in ('id', 'object', 'payment_intent', 'charge', 'balance_transaction', 'failure_balance_transaction')
          and jsonb_typeof(value) in ('string', 'null'))))
    from long where long.event_id = e.event_id
    returning 1)
  select count(*) from short
$function$;
CREATE OR REPLACE FUNCTION app.slug_of_org()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select d.slug from app.org_directory d where d.org_id = current_setting('app.org_id')
$function$;
CREATE OR REPLACE FUNCTION app.stamp_xid()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION app.start_pairing(p_pairing_id text, p_code_hash bytea, p_poll_hash bytea, p_station_name text, p_previous_token_hash bytea, p_address_hash bytea, p_open_max integer, p_at timestamp with time zone, p_expires_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
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
end $function$;
CREATE OR REPLACE FUNCTION app.station_by_token(p_hash bytea)
 RETURNS TABLE(org_id text, station_id text, revoked_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'app'
AS $function$
  select t.org_id, t.station_id, t.revoked_at from app.device_tokens t where t.token_hash = p_hash
$function$;
CREATE OR REPLACE FUNCTION app.touch_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  if tg_op = 'DELETE' then
    update app.events set xid = 0 where org_id = old.org_id and event_id = old.event_id;
    return old;
  end if;
  update app.events set xid = 0 where org_id = new.org_id and event_id = new.event_id;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION app.touch_events_of_org()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  update app.events set xid = 0
  where org_id = (case when tg_op = 'DELETE' then old.org_id else new.org_id end) and state <> 'ended';
  return null;
end $function$;
CREATE OR REPLACE FUNCTION app.touch_tickets_of_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
begin
  update app.tickets set xid = 0
  where org_id = new.org_id and event_id = new.event_id and order_id = new.order_id;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION app.waited_for(p_org_id text, p_event_id text)
 RETURNS TABLE(tier_id text, first integer)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (l.tier_id) l.tier_id, l.quantity from app.waiting_list l
  where l.org_id = p_org_id and l.event_id = p_event_id and l.state = 'waiting'
  order by l.tier_id, l.created_at, l.entry_id
$function$;
CREATE OR REPLACE FUNCTION app.write_ticket_mirror()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'app'
AS $function$
declare
  v_ref text;
  v_state text := 'paid';
  v_size bigint := 0;
begin
  if new.order_id is not null then
    select o.ref, o.state, coalesce(l.size, 0) into v_ref, v_state, v_size
    from app.orders o left join lateral (
      select sum(n.quantity) as size from app.order_lines n
      where n.org_id = o.org_id and n.order_id = o.order_id) l on true
    where o.org_id = new.org_id and o.order_id = new.order_id;
  end if;
  select row_to_json(m)::text into new.mirror from (select
    new.ticket_id as "ticketId", new.tier_id as "tierId", new.state as "state",
    case when new.state in ('valid', 'blank') then null else app.instant_text(new.state_since) end as "stateSince",
    new.disputed as "disputed", new.blocked as "blocked", new.order_id as "orderId", v_ref as "orderRef",
    coalesce(v_state, 'paid') as "orderState", coalesce(v_size, 0) as "orderSize",
    new.holder as "holder", new.seat as "seat", new.search_key as "searchKey",
    case when new.opens_at is null and new.closes_at is null then null else json_build_object(
      'opensAt', app.instant_text(new.opens_at), 'closesAt', app.instant_text(new.closes_at)) end as "window",
    new.guardian_ticket_id as "guardianTicketId", new.imported_code as "importedCode", new.attention as "attention",
    new.missing_answers as "missingAnswers", new.answers as "answers") m;
  return new;
end $function$;

CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.checkpoints FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON app.documents FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER document_follows BEFORE INSERT ON app.documents FOR EACH ROW EXECUTE FUNCTION app.document_follows();
CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.event_keys FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER notify_feed_insert AFTER INSERT ON app.events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.notify_feed();
CREATE TRIGGER notify_feed_update AFTER UPDATE ON app.events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.notify_feed();
CREATE TRIGGER stamp_xid BEFORE INSERT OR UPDATE ON app.events FOR EACH ROW EXECUTE FUNCTION app.stamp_xid();
CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.gates FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON app.ledger_groups FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON app.ledger_postings FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE CONSTRAINT TRIGGER ledger_group_balances AFTER INSERT ON app.ledger_postings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.ledger_group_balances();
CREATE TRIGGER mirror_membership AFTER INSERT OR DELETE ON app.memberships FOR EACH ROW EXECUTE FUNCTION app.mirror_membership();
CREATE TRIGGER touch_events_of_org AFTER INSERT OR DELETE OR UPDATE ON app.operators FOR EACH ROW EXECUTE FUNCTION app.touch_events_of_org();
CREATE TRIGGER touch_tickets_of_line AFTER UPDATE OF quantity ON app.order_lines FOR EACH ROW EXECUTE FUNCTION app.touch_tickets_of_order();
CREATE TRIGGER touch_tickets_of_order AFTER INSERT ON app.order_lines FOR EACH ROW WHEN (current_setting('app.placing'::text, true) IS DISTINCT FROM 'on'::text) EXECUTE FUNCTION app.touch_tickets_of_order();
CREATE TRIGGER touch_tickets_of_order AFTER UPDATE OF state, ref ON app.orders FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state OR old.ref IS DISTINCT FROM new.ref) AND current_setting('app.placing'::text, true) IS DISTINCT FROM 'on'::text) EXECUTE FUNCTION app.touch_tickets_of_order();
CREATE TRIGGER touch_events_of_org AFTER UPDATE OF name, accent ON app.organizations FOR EACH ROW EXECUTE FUNCTION app.touch_events_of_org();
CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.questions FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER notify_feed_insert AFTER INSERT ON app.scans REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.notify_feed();
CREATE TRIGGER stamp_xid BEFORE INSERT OR UPDATE ON app.scans FOR EACH ROW EXECUTE FUNCTION app.stamp_xid();
CREATE TRIGGER notify_station AFTER UPDATE OF state, gate_id, version ON app.stations FOR EACH ROW EXECUTE FUNCTION app.notify_station();
CREATE TRIGGER notify_feed_insert AFTER INSERT ON app.tickets REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.notify_feed();
CREATE TRIGGER notify_feed_update AFTER UPDATE ON app.tickets REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.notify_feed();
CREATE TRIGGER stamp_xid BEFORE INSERT OR UPDATE ON app.tickets FOR EACH ROW EXECUTE FUNCTION app.stamp_xid();
CREATE TRIGGER write_ticket_mirror BEFORE INSERT OR UPDATE ON app.tickets FOR EACH ROW EXECUTE FUNCTION app.write_ticket_mirror();
CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.tiers FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER touch_event_insert AFTER INSERT ON app.waiting_rooms FOR EACH ROW EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER touch_event_update AFTER UPDATE OF state, opens_at ON app.waiting_rooms FOR EACH ROW WHEN (old.state IS DISTINCT FROM new.state OR old.opens_at IS DISTINCT FROM new.opens_at) EXECUTE FUNCTION app.touch_event();
CREATE TRIGGER touch_event AFTER INSERT OR DELETE OR UPDATE ON app.zones FOR EACH ROW EXECUTE FUNCTION app.touch_event();

grant insert, select, update on app.allotments to foyer_app;
grant select on app.audit to foyer_app;
grant insert, select on app.checkout_traces to foyer_app;
grant update on app.checkout_traces (address) to foyer_app;
grant update on app.checkout_traces (device) to foyer_app;
grant delete, insert, select, update on app.checkpoints to foyer_app;
grant insert, select, update on app.disputes to foyer_app;
grant insert, select, update on app.document_series to foyer_app;
grant insert, select on app.documents to foyer_app;
grant insert, select, update on app.event_keys to foyer_app;
grant insert, select, update on app.events to foyer_app;
grant delete, insert, select, update on app.gates to foyer_app;
grant insert, select, update on app.holds to foyer_app;
grant insert, select on app.idempotency to foyer_app;
grant insert, select on app.imports to foyer_app;
grant delete, insert, select, update on app.invitations to foyer_app;
grant insert, select on app.ledger_groups to foyer_app;
grant insert, select on app.ledger_postings to foyer_app;
grant delete, insert, select, update on app.logos to foyer_app;
grant insert, select, update on app.mails to foyer_app;
grant delete, insert, select, update on app.memberships to foyer_app;
grant delete, insert, select, update on app.operators to foyer_app;
grant insert, select on app.order_answers to foyer_app;
grant update on app.order_answers (ticket_id) to foyer_app;
grant insert, select on app.order_lines to foyer_app;
grant insert, select, update on app.orders to foyer_app;
grant insert, select, update on app.organizations to foyer_app;
grant insert, select, update on app.payment_accounts to foyer_app;
grant insert, select, update on app.payments to foyer_app;
grant delete, insert, select, update on app.pools to foyer_app;
grant insert, select, update on app.promo_codes to foyer_app;
grant insert, select, update on app.promo_uses to foyer_app;
grant insert, select, update on app.provider_balance_lines to foyer_app;
grant delete, insert, select, update on app.questions to foyer_app;
grant insert, select, update on app.refund_batches to foyer_app;
grant insert, select, update on app.refunds to foyer_app;
grant insert, select on app.scans to foyer_app;
grant delete, insert, select on app.station_events to foyer_app;
grant insert, select, update on app.station_journals to foyer_app;
grant insert, select, update on app.station_ops to foyer_app;
grant insert, select, update on app.stations to foyer_app;
grant insert, select, update on app.tickets to foyer_app;
grant delete, insert, select, update on app.tier_pools to foyer_app;
grant delete, insert, select, update on app.tiers to foyer_app;
grant insert, select, update on app.waiting_list to foyer_app;
grant insert, select, update on app.waiting_room_places to foyer_app;
grant insert, select, update on app.waiting_rooms to foyer_app;
grant delete, insert, select, update on app.zones to foyer_app;
grant delete, insert, select, update on auth.accounts to foyer_auth;
grant delete, insert, select, update on auth.people to foyer_auth;
grant delete, insert, select, update on auth.sessions to foyer_auth;
grant delete, insert, select, update on auth.sign_in_attempts to foyer_auth;
grant delete, insert, select, update on auth.verifications to foyer_auth;
grant execute on function app.adopt_foreign_events(text,integer) to foyer_app;
grant execute on function app.append_audit(timestamp with time zone,text,text,text,jsonb,jsonb,text) to foyer_app;
grant execute on function app.append_audits(jsonb) to foyer_app;
grant execute on function app.approve_pairing(text,text,timestamp with time zone) to foyer_app;
grant execute on function app.audit_hash(bytea,text,bigint,timestamp with time zone,text,text,text,jsonb,jsonb,text) to foyer_app;
grant execute on function app.audit_head() to foyer_app;
grant execute on function app.burst_blocked_until(bytea,timestamp with time zone) to foyer_app;
grant execute on function app.collect_pairing(text,bytea,timestamp with time zone) to foyer_app;
grant execute on function app.count_burst(bytea,text,text,integer,integer,integer,timestamp with time zone) to foyer_app;
grant execute on function app.count_provider_events() to foyer_app;
grant execute on function app.document_follows() to foyer_app;
grant execute on function app.domains_of_org() to foyer_app;
grant execute on function app.drop_domain(text) to foyer_app;
grant execute on function app.drop_person_token(bytea) to foyer_app;
grant execute on function app.enqueue(text,json,text,text,timestamp with time zone,integer) to foyer_app;
grant execute on function app.enqueue_all(text,json) to foyer_app;
grant execute on function app.ensure_installation(text) to foyer_app;
grant execute on function app.feed_horizon() to foyer_app;
grant execute on function app.finish_provider_event(text,text,text,timestamp with time zone) to foyer_app;
grant execute on function app.foreign_provider_events_page(timestamp with time zone,text,integer) to foyer_app;
grant execute on function app.installation_epoch() to foyer_app;
grant execute on function app.instant_text(timestamp with time zone) to foyer_app;
grant execute on function app.is_platform_admin(text) to foyer_app;
grant execute on function app.ledger_group_balances() to foyer_app;
grant execute on function app.list_parked_jobs(bigint,integer) to foyer_app;
grant execute on function app.network_of(text) to foyer_app;
grant execute on function app.notify_feed() to foyer_app;
grant execute on function app.notify_station() to foyer_app;
grant execute on function app.open_placing(text,text,text[],text[],text[],timestamp with time zone) to foyer_app;
grant execute on function app.org_by_host(text) to foyer_app;
grant execute on function app.org_by_payment_account(text) to foyer_app;
grant execute on function app.org_by_slug(text) to foyer_app;
grant execute on function app.org_ids() to foyer_app;
grant execute on function app.orgs_of_foreign_events(text) to foyer_app;
grant execute on function app.orgs_of_person(text) to foyer_app;
grant execute on function app.pairing_by_code(bytea) to foyer_app;
grant execute on function app.person_by_token(bytea,timestamp with time zone) to foyer_app;
grant execute on function app.place_foreseen(text,text,text,text[],text[],text[],timestamp with time zone,jsonb,json,json,json,json,json,json,jsonb) to foyer_app;
grant execute on function app.poll_pairing(text,bytea) to foyer_app;
grant execute on function app.protect(regclass) to public;
grant execute on function app.provider_event(text) to foyer_app;
grant execute on function app.provider_events_left_over(timestamp with time zone,integer,integer,integer) to foyer_app;
grant execute on function app.provider_events_page(text,text,timestamp with time zone,text,integer) to foyer_app;
grant execute on function app.put_device_token(bytea,text,timestamp with time zone) to foyer_app;
grant execute on function app.put_payment_account(text,boolean) to foyer_app;
grant execute on function app.put_person_token(bytea,text,timestamp with time zone,timestamp with time zone) to foyer_app;
grant execute on function app.record_placing(text,text,jsonb,json,json,json,json,json,json,jsonb) to foyer_app;
grant execute on function app.record_provider_event(text,text,text,text,boolean,text,text,timestamp with time zone,timestamp with time zone,text,jsonb,jsonb) to foyer_app;
grant execute on function app.refuse_change() to foyer_app;
grant execute on function app.refuse_pairing(text,timestamp with time zone) to foyer_app;
grant execute on function app.register_domain(text,timestamp with time zone) to foyer_app;
grant execute on function app.register_org(text,text,timestamp with time zone) to foyer_app;
grant execute on function app.retry_parked_job(bigint,timestamp with time zone) to foyer_app;
grant execute on function app.revoke_device_tokens(text,timestamp with time zone) to foyer_app;
grant execute on function app.sale_version(text,text) to foyer_app;
grant execute on function app.shorten_provider_events(timestamp with time zone,timestamp with time zone,integer) to foyer_app;
grant execute on function app.slug_of_org() to foyer_app;
grant execute on function app.stamp_xid() to foyer_app;
grant execute on function app.start_pairing(text,bytea,bytea,text,bytea,bytea,integer,timestamp with time zone,timestamp with time zone) to foyer_app;
grant execute on function app.station_by_token(bytea) to foyer_app;
grant execute on function app.touch_event() to foyer_app;
grant execute on function app.touch_events_of_org() to foyer_app;
grant execute on function app.touch_tickets_of_order() to foyer_app;
grant execute on function app.waited_for(text,text) to foyer_app;
grant execute on function app.write_ticket_mirror() to foyer_app;
grant usage on schema app to foyer_app;
grant usage on schema auth to foyer_auth;
grant usage on schema public to public;
