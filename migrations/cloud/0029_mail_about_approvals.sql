-- Whoever waits for an approval is told how it came out.
alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'order-approved', 'order-declined', 'refund-made', 'paid-too-late', 'waiting-list-joined',
    'waiting-list-offer', 'ticket-transferred', 'event-changed', 'dispute-due'));
