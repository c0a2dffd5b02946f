-- A mail may forget whom it went to. Those of people who left a waiting list before it could do so now.

alter table app.mails drop constraint mails_recipient_check;
alter table app.mails add constraint mails_recipient_check check (recipient = '' or length(recipient) between 3 and 254);

-- The owner is bound by the policies as well, and a migration is for all organizations.
alter table app.mails no force row level security;
alter table app.waiting_list no force row level security;
update app.mails m
  set recipient = '', failure = null, state = case when state = 'queued' then 'failed' else state end
  where kind = 'waiting-list-joined' and exists (
    select from app.waiting_list w
    where w.org_id = m.org_id and w.event_id = m.event_id and w.entry_id = m.about ->> 'entryId' and w.state = 'left');
alter table app.mails force row level security;
alter table app.waiting_list force row level security;

create index mails_of_waiting_lists on app.mails (org_id, event_id) where kind in ('waiting-list-joined', 'waiting-list-offer');
