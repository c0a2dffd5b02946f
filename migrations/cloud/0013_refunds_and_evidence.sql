-- What a refund took back line by line, which failed one it tries again, and what a checkout left that answers a dispute.

-- Row security binds the tables' owner as well: checking a new reference reads the table as some organization.
select set_config('app.org_id', 'org_none', true);

alter table app.refunds
  -- By order line: what is given back of tickets, fees and tax, and what of it is kept for good.
  add column lines jsonb not null default '[]',
  add column retry_of text collate "C",
  add column submitted_at timestamptz,
  add foreign key (org_id, retry_of) references app.refunds (org_id, refund_id),
  add foreign key (org_id, batch_id) references app.refund_batches (org_id, batch_id);
create unique index refunds_retry on app.refunds (org_id, retry_of) where retry_of is not null;
create index refunds_batch on app.refunds (org_id, batch_id) where batch_id is not null;

alter table app.refund_batches add column reason text not null default '';
create unique index refund_batches_running on app.refund_batches (org_id, event_id) where state = 'running';

alter table app.disputes add column evidence_file_id text collate "C";
create index disputes_open on app.disputes (org_id, state) where state in ('needs-response', 'under-review');

-- OR-7: what answers a dispute, kept with the order at checkout: the terms as they were accepted, and from where.
create table app.checkout_traces (
  org_id text collate "C" not null,
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  terms_text text,
  terms_accepted_at timestamptz,
  address text,
  device text,
  recorded_at timestamptz not null,
  primary key (org_id, order_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id)
);
call app.protect('app.checkout_traces');
create index checkout_traces_order on app.checkout_traces (org_id, event_id, order_id);
create index checkout_traces_address on app.checkout_traces (org_id, address) where address is not null;
grant select, insert on app.checkout_traces to foyer_app;
