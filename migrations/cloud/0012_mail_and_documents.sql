-- Mail that goes out, papers that were issued, and what a link alone lets its holder do.

-- One row for each mail, written in the transaction that has something to tell; a job renders and sends it. What it says is
-- not kept: `about` names what it is about, and a one-time address in it is wiped once it was sent.
create table app.mails (
  org_id text collate "C" not null,
  mail_id text collate "C" not null,
  event_id text collate "C" not null,
  order_id text collate "C",
  kind text not null check (kind in
    ('order-confirmed', 'refund-made', 'paid-too-late', 'waiting-list-offer', 'ticket-transferred', 'event-changed')),
  recipient text not null check (length(recipient) between 3 and 254),
  language text not null,
  about jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'bounced', 'failed')),
  provider_message_id text collate "C",
  attempts integer not null default 0 check (attempts >= 0),
  failure text check (length(failure) <= 500),
  queued_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  bounced_at timestamptz,
  primary key (org_id, mail_id),
  foreign key (org_id, event_id) references app.events (org_id, event_id),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id)
);
call app.protect('app.mails');
create index mails_order on app.mails (org_id, event_id, order_id, queued_at);
create index mails_waiting on app.mails (org_id, queued_at) where state = 'queued';

-- DO-1: invoices and credit notes are numbered without gaps. The row of the series is locked by whoever takes a number.
create table app.document_series (
  org_id text collate "C" not null references app.organizations (org_id),
  series text collate "C" not null check (series in ('invoice', 'credit-note')),
  last_number integer not null check (last_number >= 1),
  primary key (org_id, series)
);
call app.protect('app.document_series');

create table app.documents (
  org_id text collate "C" not null,
  document_id text collate "C" not null,
  series text collate "C" not null,
  number integer not null check (number >= 1),
  event_id text collate "C" not null,
  order_id text collate "C" not null,
  refund_id text collate "C",
  -- Everything the paper says, as it was on the day it was issued.
  content jsonb not null,
  issued_at timestamptz not null,
  primary key (org_id, document_id),
  unique (org_id, series, number),
  foreign key (org_id, series) references app.document_series (org_id, series),
  foreign key (org_id, event_id, order_id) references app.orders (org_id, event_id, order_id),
  foreign key (org_id, refund_id) references app.refunds (org_id, refund_id),
  check ((series = 'credit-note') = (refund_id is not null))
);
call app.protect('app.documents');
create index documents_order on app.documents (org_id, event_id, order_id);
create unique index documents_invoice on app.documents (org_id, order_id) where series = 'invoice';
create unique index documents_refund on app.documents (org_id, refund_id) where refund_id is not null;

create function app.document_follows() returns trigger
language plpgsql set search_path = pg_catalog, app as $$
begin
  if new.number > 1 and not exists (
    select from app.documents d where d.org_id = new.org_id and d.series = new.series and d.number = new.number - 1)
  then raise exception '% % leaves a gap', new.series, new.number using errcode = 'check_violation'; end if;
  return new;
end $$;
revoke all on function app.document_follows from public;
create trigger document_follows before insert on app.documents for each row execute function app.document_follows();
create trigger append_only before update or delete on app.documents for each row execute function app.refuse_change();

-- A link that was sent to the wrong person is void once the order's version of it moves on.
alter table app.orders add column link_version integer not null default 1 check (link_version between 1 and 65535);
-- OR-5: who holds a ticket that its buyer passed on. The buyer's page shows its code no more.
alter table app.tickets add column held_by text check (length(held_by) between 3 and 254);
-- ML-6: what buyers may do by themselves, and until when.
alter table app.events add column buyer_rules jsonb not null default '{}';

grant select, insert, update on app.mails, app.document_series to foyer_app;
grant select, insert on app.documents to foyer_app;
grant execute on function app.document_follows to foyer_app;

-- The short name of the organization this transaction is in, for the addresses in its mails.
create function app.slug_of_org() returns text
language sql stable security definer set search_path = pg_catalog, app as $$
  select d.slug from app.org_directory d where d.org_id = current_setting('app.org_id')
$$;
revoke all on function app.slug_of_org from public;
grant execute on function app.slug_of_org to foyer_app;
