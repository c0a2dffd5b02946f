-- Whoever paid by a debit that came back is told so, and until when the places are kept.
alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'order-approved', 'order-declined', 'refund-made', 'refund-delayed', 'refund-failed', 'paid-too-late',
    'payment-failed', 'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred', 'ticket-voided', 'event-changed',
    'dispute-due', 'dispute-reversed'));
