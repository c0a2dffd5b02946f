-- What was asked of the provider, kept so that the same call can be made again word for word; who pays, as a hashed key, so that
-- bursts of declined cards are noticed; how far an account's books have been compared.
alter table app.payments
  add column request jsonb not null default '{}',
  add column hosted_url text,
  add column payer_key bytea,
  add column declines integer not null default 0 check (declines >= 0);
alter table app.payment_accounts add column reconciled_through timestamptz;
