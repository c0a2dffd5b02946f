-- The logo of an organization as its shop serves it. Its name tells what it is and changes with what it shows.
create table app.logos (
  org_id text collate "C" not null references app.organizations,
  name text collate "C" not null check (name ~ '^[0-9a-f]{16}(?:-light)?\.(?:png|jpg|svg)$'),
  bytes bytea not null check (octet_length(bytes) between 1 and 262144),
  kept_at timestamptz not null,
  primary key (org_id, name)
);
call app.protect('app.logos');
grant select, insert, update, delete on app.logos to foyer_app;
