-- What each ticket of an order will say once it is issued. Emptied then, and when the order comes to nothing.
alter table app.orders add column drafts jsonb not null default '[]';
