-- Who joins a waiting list gets a mail with the address of their place in it.

alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'refund-made', 'paid-too-late', 'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred',
    'event-changed'));
