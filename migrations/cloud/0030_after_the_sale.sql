-- What an acknowledged refund came to; how often evidence had been submitted before ours; that a dispute was lost, and that it was
-- won after that; and the mails that tell of such things.

alter table app.refunds add column settled_as text check (settled_as in ('paid-outside', 'written-off'));
alter table app.refunds add constraint refunds_settled_check
  check (settled_as is null or (state = 'failed' and acknowledged_at is not null));

alter table app.disputes add column evidence_submissions_before integer;
alter table app.disputes add column lost_at timestamptz;
alter table app.disputes add column reversed_at timestamptz;
-- The owner is bound by the policies as well, and a migration is for all organizations.
alter table app.disputes no force row level security;
update app.disputes set lost_at = coalesce(closed_at, updated_at) where state in ('lost', 'written-off');
alter table app.disputes force row level security;

alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'order-approved', 'order-declined', 'refund-made', 'refund-delayed', 'refund-failed', 'paid-too-late',
    'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred', 'ticket-voided', 'event-changed', 'dispute-due',
    'dispute-reversed'));
