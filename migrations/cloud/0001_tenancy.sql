-- Organizations, the people in them, and what is kept of every change.
-- Run as foyer_owner. foyer_app owns nothing and sees one organization per transaction: set_config('app.org_id', …, true).

create schema app;
revoke all on schema app from public;
grant usage on schema app to foyer_app;

-- Forced row-level security with the one policy every tenant table has. A transaction that named no organization fails loudly.
create procedure app.protect(target regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (org_id = (select current_setting(''app.org_id''))) with check (org_id = (select current_setting(''app.org_id'')))',
    target);
end $$;

-- Global: one row. Names this database in feed cursors, so that a restored copy is noticed.
create table app.installation (
  singleton boolean primary key default true check (singleton),
  installation_id text not null
);

-- Global: which organizations there are and how they are found before a tenant transaction can be opened.
create table app.org_directory (
  org_id text collate "C" primary key check (org_id like 'org\_%'),
  slug text collate "C" not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$'),
  created_at timestamptz not null
);

-- Global: host names of organizations, looked up before the organization is known.
create table app.org_domains (
  host text collate "C" primary key check (host = lower(host) and length(host) between 1 and 253),
  org_id text collate "C" not null references app.org_directory (org_id),
  created_at timestamptz not null
);
create index org_domains_org on app.org_domains (org_id);

create table app.organizations (
  org_id text collate "C" primary key references app.org_directory (org_id),
  name text not null check (length(name) between 1 and 200),
  accent text check (length(accent) <= 60),
  logo_url text check (length(logo_url) <= 500),
  default_language text not null default 'en' check (default_language in ('en', 'de', 'fr', 'es', 'ar')),
  zone text not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  tax_mode text not null default 'inclusive' check (tax_mode in ('inclusive', 'exclusive')),
  tax_basis_points integer not null default 0 check (tax_basis_points between 0 and 10000),
  night_ends_at time not null default '06:00',
  imprint text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call app.protect('app.organizations');

create table app.memberships (
  org_id text collate "C" not null references app.organizations (org_id),
  person_id text collate "C" not null,
  role text not null check (role in ('owner', 'organizer', 'box-office', 'door', 'viewer')),
  email text not null,
  name text not null default '',
  added_at timestamptz not null,
  added_by text,
  primary key (org_id, person_id)
);
call app.protect('app.memberships');

-- Global: from a signed-in person to the organizations they may name; kept by trigger from app.memberships.
create table app.membership_directory (
  person_id text collate "C" not null,
  org_id text collate "C" not null references app.org_directory (org_id),
  primary key (person_id, org_id)
);
create index membership_directory_org on app.membership_directory (org_id);

-- Global: people who run the deployment across organizations.
create table app.platform_admins (
  person_id text collate "C" primary key,
  added_at timestamptz not null
);

create table app.invitations (
  org_id text collate "C" not null references app.organizations (org_id),
  invitation_id text collate "C" not null,
  -- The secret itself was told once, to the person who invited.
  secret_hash bytea not null,
  email text not null,
  role text not null check (role in ('owner', 'organizer', 'box-office', 'door', 'viewer')),
  invited_by text not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, invitation_id)
);
call app.protect('app.invitations');

-- Global: short-lived bearer tokens of people (the station's panel), found by hash before the person is known.
create table app.person_tokens (
  token_hash bytea primary key,
  person_id text collate "C" not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index person_tokens_expiry on app.person_tokens (expires_at);

-- Repeats are answers: what a caller-minted id was answered, and the hash of what had been asked.
create table app.idempotency (
  org_id text collate "C" not null references app.organizations (org_id),
  verb text not null,
  key text collate "C" not null check (length(key) between 1 and 200),
  input_hash bytea not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (org_id, verb, key)
);
call app.protect('app.idempotency');

create table app.audit (
  org_id text collate "C" not null references app.organizations (org_id),
  seq bigint not null check (seq >= 1),
  at timestamptz not null,
  actor text not null,
  verb text not null,
  target text not null,
  before jsonb,
  after jsonb,
  request_id text,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (org_id, seq)
);
call app.protect('app.audit');
create index audit_target on app.audit (org_id, target, seq);

-- Global: the head of each organization's chain; written only by app.append_audit.
create table app.audit_heads (
  org_id text collate "C" primary key references app.org_directory (org_id),
  seq bigint not null,
  hash bytea not null
);

-- What a row's hash covers, in one place for writer and verifier.
create function app.audit_hash(
  prev bytea, org_id text, seq bigint, at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, request_id text)
returns bytea language sql immutable set search_path = pg_catalog as $$
  select sha256(prev || convert_to(
    jsonb_build_array(org_id, seq, extract(epoch from at)::text, actor, verb, target, before, after, request_id)::text, 'UTF8'))
$$;

-- Appends to the chain of the organization this transaction is in. Called last in a verb: the head row is locked until commit.
create function app.append_audit(
  p_at timestamptz, p_actor text, p_verb text, p_target text, p_before jsonb, p_after jsonb, p_request_id text)
returns bigint language plpgsql security definer set search_path = pg_catalog, app as $$
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
end $$;
revoke all on function app.append_audit from public;
grant execute on function app.append_audit to foyer_app;

-- Where the chain of this transaction's organization ends, for whoever verifies it: a chain cut off at its end looks whole by itself.
create function app.audit_head() returns table (seq bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, app as $$
  select h.seq, h.hash from app.audit_heads h where h.org_id = current_setting('app.org_id')
$$;

create function app.mirror_membership() returns trigger
language plpgsql security definer set search_path = pg_catalog, app as $$
begin
  if tg_op = 'DELETE' then
    delete from app.membership_directory where person_id = old.person_id and org_id = old.org_id;
    return old;
  end if;
  insert into app.membership_directory (person_id, org_id) values (new.person_id, new.org_id) on conflict do nothing;
  return new;
end $$;
revoke all on function app.mirror_membership from public;
create trigger mirror_membership after insert or delete on app.memberships
  for each row execute function app.mirror_membership();

grant select, insert, update on app.organizations to foyer_app;
grant select, insert, update, delete on app.memberships, app.invitations to foyer_app;
grant select, insert on app.idempotency to foyer_app;
grant select on app.audit to foyer_app;

-- Doors in the wall between organizations: each is named, narrow and reviewed.

create function app.org_by_host(p_host text) returns text
language sql stable security definer set search_path = pg_catalog, app as $$
  select org_id from app.org_domains where host = lower(p_host)
$$;
create function app.org_by_slug(p_slug text) returns text
language sql stable security definer set search_path = pg_catalog, app as $$
  select org_id from app.org_directory where slug = p_slug
$$;
create function app.org_ids() returns setof text
language sql stable security definer set search_path = pg_catalog, app as $$
  select org_id from app.org_directory order by org_id
$$;
create function app.orgs_of_person(p_person_id text) returns setof text
language sql stable security definer set search_path = pg_catalog, app as $$
  select org_id from app.membership_directory where person_id = p_person_id order by org_id
$$;
create function app.is_platform_admin(p_person_id text) returns boolean
language sql stable security definer set search_path = pg_catalog, app as $$
  select exists (select from app.platform_admins where person_id = p_person_id)
$$;
create function app.register_org(p_org_id text, p_slug text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, app as $$
begin
  insert into app.org_directory (org_id, slug, created_at) values (p_org_id, p_slug, p_at);
  return true;
exception when unique_violation then return false;
end $$;
create function app.register_domain(p_host text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, app as $$
begin
  insert into app.org_domains (host, org_id, created_at) values (lower(p_host), current_setting('app.org_id'), p_at);
  return true;
exception when unique_violation then return false;
end $$;
create function app.domains_of_org() returns setof text
language sql stable security definer set search_path = pg_catalog, app as $$
  select host from app.org_domains where org_id = current_setting('app.org_id') order by host
$$;
create function app.drop_domain(p_host text) returns boolean
language sql security definer set search_path = pg_catalog, app as $$
  with gone as (delete from app.org_domains where host = lower(p_host) and org_id = current_setting('app.org_id') returning 1)
  select exists (select from gone)
$$;
create function app.put_person_token(p_hash bytea, p_person_id text, p_expires_at timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, app as $$
  delete from app.person_tokens where expires_at < p_at;
  insert into app.person_tokens (token_hash, person_id, expires_at, created_at) values (p_hash, p_person_id, p_expires_at, p_at)
$$;
create function app.person_by_token(p_hash bytea, p_at timestamptz) returns text
language sql stable security definer set search_path = pg_catalog, app as $$
  select person_id from app.person_tokens where token_hash = p_hash and expires_at > p_at
$$;
create function app.drop_person_token(p_hash bytea) returns void
language sql security definer set search_path = pg_catalog, app as $$
  delete from app.person_tokens where token_hash = p_hash
$$;
-- The first process to start names the installation; later ones find it named.
create function app.ensure_installation(p_installation_id text) returns void
language sql security definer set search_path = pg_catalog, app as $$
  insert into app.installation (installation_id) values (p_installation_id) on conflict (singleton) do nothing
$$;
create function app.installation_epoch() returns text
language sql stable security definer set search_path = pg_catalog, app as $$
  select installation_id || '.' || (select system_identifier::text from pg_control_system()) from app.installation
$$;

revoke all on all functions in schema app from public;
grant execute on function
  app.audit_hash, app.audit_head, app.org_by_host, app.org_by_slug, app.org_ids, app.orgs_of_person, app.is_platform_admin, app.register_org,
  app.register_domain, app.domains_of_org, app.drop_domain, app.put_person_token, app.person_by_token, app.drop_person_token,
  app.ensure_installation, app.installation_epoch
to foyer_app;
