-- Organizers are written to before an answer to a dispute is due: what they were last told, and the mail that tells it.

alter table app.disputes add column reminded_at timestamptz;

alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'refund-made', 'paid-too-late', 'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred',
    'event-changed', 'dispute-due'));
