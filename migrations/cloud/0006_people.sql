-- People and how they sign in. Known to foyer_auth alone: the service asks through its port and cannot read a password's hash.

create schema auth;
revoke all on schema auth from public;
grant usage on schema auth to foyer_auth;

create table auth.people (
  person_id text collate "C" primary key,
  name text not null,
  email text collate "C" not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- The cookie carries the token with a signature of the deployment's secret, so that a copy of this table opens nothing.
create table auth.sessions (
  session_id text collate "C" primary key,
  person_id text collate "C" not null references auth.people (person_id) on delete cascade,
  token text collate "C" not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_person on auth.sessions (person_id);
create index sessions_expiry on auth.sessions (expires_at);

-- Ways to sign in: a password, later an OpenID provider.
create table auth.accounts (
  row_id text collate "C" primary key,
  person_id text collate "C" not null references auth.people (person_id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password_hash text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index accounts_person on auth.accounts (person_id);

create table auth.verifications (
  verification_id text collate "C" primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on auth.verifications (identifier);

-- Failed sign-ins per account and per address under hashed keys, so that guessing is slowed across processes and restarts.
create table auth.sign_in_attempts (
  key_hash bytea primary key,
  failures integer not null check (failures >= 0),
  last_failed_at timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_attempts_age on auth.sign_in_attempts (last_failed_at);

grant select, insert, update, delete on
  auth.people, auth.sessions, auth.accounts, auth.verifications, auth.sign_in_attempts
to foyer_auth;
