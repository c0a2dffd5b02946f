-- What a station keeps: the roster it mirrors, the scans of every door, and its own journal, which nothing may change.

create table settings (
  key text primary key,
  value text not null
) strict, without rowid;

-- One row per event this station may see. `cursor` is where the feed goes on; it only moves in the transaction that applies what lies before.
create table events (
  event_no integer primary key,
  event_id text not null unique,
  body text not null,
  -- Grows with each change of the body, so that a parsed one can be kept.
  body_no integer not null,
  in_scope integer not null default 1 check (in_scope in (0, 1)),
  roster text not null default 'none' check (roster in ('none', 'loading', 'complete')),
  phase text check (phase in ('tickets', 'scans')),
  after_id text,
  head_cursor text,
  cursor text,
  as_of text,
  ticket_total integer,
  scan_total integer,
  -- Where building the search index stands; null when it is finished.
  indexed_after text,
  -- Where folding presence anew stands after the rules of a checkpoint changed; null when nothing is to do.
  refolded_after text
) strict;

-- The key is the order in which the cloud sends tickets, so that a download only ever appends.
create table tickets (
  event_no integer not null references events (event_no),
  ticket_id text not null,
  tier_id text not null,
  state text not null check (state in ('valid', 'replaced', 'cancelled', 'refunded', 'blank')),
  state_since text,
  order_id text,
  order_ref text,
  order_state text not null,
  order_size integer not null,
  holder text,
  seat text,
  search_key text not null,
  imported_code text,
  -- What few tickets have, as JSON: dispute, block, window, guardian, attention, answers. Null when there is none of it.
  rest text,
  primary key (event_no, ticket_id)
) strict, without rowid;

create table imported_codes (
  code text not null,
  event_no integer not null references events (event_no),
  ticket_id text not null,
  primary key (code, event_no, ticket_id)
) strict, without rowid;

-- CK-22: the union of what the feed brought and what this station did itself.
create table scans (
  event_no integer not null references events (event_no),
  ticket_id text not null,
  scan_id text not null,
  checkpoint_id text not null,
  gate_id text,
  station_id text,
  gate_name text,
  station_name text,
  kind text not null check (kind in ('in', 'out', 'undo')),
  undoes text,
  at text not null,
  override integer not null check (override in (0, 1)),
  operator_name text,
  primary key (event_no, ticket_id, scan_id)
) strict, without rowid;
create unique index scans_by_id on scans (scan_id);

-- Folded from a ticket's scans whenever they change, never counted up.
create table presence (
  event_no integer not null references events (event_no),
  ticket_id text not null,
  checkpoint_id text not null,
  inside integer not null check (inside >= 0),
  entries integer not null check (entries >= 0),
  primary key (event_no, ticket_id, checkpoint_id)
) strict, without rowid;
create table zone_presence (
  event_no integer not null references events (event_no),
  ticket_id text not null,
  zone_id text not null,
  inside integer not null check (inside >= 0),
  primary key (event_no, ticket_id, zone_id)
) strict, without rowid;

create table checkpoint_counts (
  event_no integer not null,
  checkpoint_id text not null,
  inside integer not null check (inside >= 0),
  entries integer not null check (entries >= 0),
  primary key (event_no, checkpoint_id)
) strict, without rowid;
create table zone_counts (
  event_no integer not null,
  zone_id text not null,
  inside integer not null check (inside >= 0),
  primary key (event_no, zone_id)
) strict, without rowid;
create table tier_counts (
  event_no integer not null,
  tier_id text not null,
  valid integer not null check (valid >= 0),
  primary key (event_no, tier_id)
) strict, without rowid;

create trigger presence_in after insert on presence begin
  insert into checkpoint_counts values (new.event_no, new.checkpoint_id, new.inside, new.entries)
  on conflict do update set inside = inside + excluded.inside, entries = entries + excluded.entries;
end;
create trigger presence_out after delete on presence begin
  update checkpoint_counts set inside = inside - old.inside, entries = entries - old.entries
  where event_no = old.event_no and checkpoint_id = old.checkpoint_id;
end;
create trigger zone_presence_in after insert on zone_presence begin
  insert into zone_counts values (new.event_no, new.zone_id, new.inside)
  on conflict do update set inside = inside + excluded.inside;
end;
create trigger zone_presence_out after delete on zone_presence begin
  update zone_counts set inside = inside - old.inside where event_no = old.event_no and zone_id = old.zone_id;
end;
create trigger presence_fixed before update on presence begin select raise(abort, 'presence is folded anew, never changed'); end;
create trigger zone_presence_fixed before update on zone_presence begin select raise(abort, 'presence is folded anew, never changed'); end;

create trigger tickets_in after insert on tickets when new.state = 'valid' begin
  insert into tier_counts values (new.event_no, new.tier_id, 1) on conflict do update set valid = valid + 1;
end;
create trigger tickets_out after delete on tickets when old.state = 'valid' begin
  update tier_counts set valid = valid - 1 where event_no = old.event_no and tier_id = old.tier_id;
end;
create trigger tickets_coded after insert on tickets when new.imported_code is not null begin
  insert into imported_codes values (new.imported_code, new.event_no, new.ticket_id);
end;
create trigger tickets_uncoded after delete on tickets when old.imported_code is not null begin
  delete from imported_codes where code = old.imported_code and event_no = old.event_no and ticket_id = old.ticket_id;
end;
create trigger tickets_fixed before update on tickets begin select raise(abort, 'a ticket is replaced, never changed'); end;

-- CK-30, derived per ticket whenever its scans or its state change.
create table conflicts (
  event_no integer not null references events (event_no),
  ticket_id text not null,
  scan_id text not null,
  at text not null,
  body text not null,
  primary key (event_no, ticket_id, scan_id)
) strict, without rowid;
create table seen_conflicts (scan_id text primary key) strict, without rowid;

-- A journal belongs to one pairing; its operations are sent with that pairing's token, also after it was revoked.
create table journals (
  journal_no integer primary key,
  journal_id text not null unique,
  token_name text not null,
  scope text not null,
  cloud_url text not null,
  started_at text not null,
  -- Journals of one pairing share it; new operations go into the newest pairing's.
  pairing_no integer not null,
  -- Operations up to here have an answer.
  answered_seq integer not null default 0 check (answered_seq >= 0),
  -- When a later journal took over what had no answer, after a fork.
  closed_at text
) strict;
create table journal (
  journal_no integer not null references journals (journal_no),
  seq integer not null check (seq >= 1),
  op_id text not null,
  at text not null,
  clock_offset_ms integer,
  body text not null,
  prev_hash text not null check (length(prev_hash) = 64),
  hash text not null check (length(hash) = 64),
  primary key (journal_no, seq)
) strict, without rowid;
create trigger journal_unchanged before update on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_undeleted before delete on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_gapless before insert on journal
when new.seq <> coalesce((select max(seq) from journal where journal_no = new.journal_no), 0) + 1
begin select raise(abort, 'the journal has no gaps'); end;

create table op_answers (
  journal_no integer not null,
  seq integer not null,
  op_id text not null,
  outcome text not null check (outcome in ('applied', 'parked', 'retried')),
  code text,
  sentence text,
  answered_at text not null,
  primary key (journal_no, seq)
) strict, without rowid;
create index op_answers_parked on op_answers (journal_no, seq) where outcome = 'parked';

-- What the screen said last, so that it can say it again after a restart.
create table shown (
  shown_no integer primary key,
  op_id text not null,
  answer text not null
) strict;

-- Words of holders, orders and buyers. Only ever added to: a hit is checked against the ticket itself.
create table search_docs (
  doc_no integer primary key,
  event_no integer not null,
  ticket_id text not null
) strict;
create virtual table search_words using fts5 (words, content = '', detail = none, columnsize = 0, prefix = '1 2', tokenize = 'unicode61');
