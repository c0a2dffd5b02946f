-- What an organization's own pages need: the terms it sells under, what it says about privacy, and how its titles look.
alter table app.organizations
  add column terms text not null default '' check (length(terms) <= 50000),
  add column privacy text not null default '' check (length(privacy) <= 50000),
  add column typeface text not null default 'sans' check (typeface in ('sans', 'serif'));
