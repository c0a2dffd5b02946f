-- When somebody in a waiting room was last seen to be waiting (WR-3): who looks no more holds nobody up.
alter table app.waiting_room_places add column looked_at timestamptz;
-- The owner is bound by the policies as well, and a migration is for all organizations.
alter table app.waiting_room_places no force row level security;
update app.waiting_room_places set looked_at = entered_at;
alter table app.waiting_room_places force row level security;
alter table app.waiting_room_places alter column looked_at set not null;
