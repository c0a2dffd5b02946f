-- What an account settles in and the least it takes, as the provider says; both are part of what is on sale.

alter table app.payment_accounts
  add column currency char(3) check (currency ~ '^[A-Z]{3}$'),
  add column minimum_minor bigint not null default 0 check (minimum_minor >= 0);

create or replace function app.sale_version(p_org_id text, p_event_id text) returns text
language sql stable set search_path = pg_catalog, app as $$
  select e.xid::text || '.' || o.version::text || '.' || coalesce((
    select string_agg(concat_ws(' ', a.card_payments, a.currency, a.minimum_minor), '.' order by a.provider_account)
    from app.payment_accounts a where a.org_id = o.org_id), '')
  from app.events e join app.organizations o on o.org_id = e.org_id
  where e.org_id = p_org_id and e.event_id = p_event_id and o.org_id = p_org_id
$$;
