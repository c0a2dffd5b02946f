-- A migration that lifts the walls between organizations has put every one of them back.
do $$
declare
  bare text;
begin
  select string_agg(c.relname, ', ') into bare
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'app' and c.relname in ('mails', 'waiting_list') and not (c.relrowsecurity and c.relforcerowsecurity);
  if bare is not null then
    raise exception 'row-level security is not forced on %', bare;
  end if;
end $$;
