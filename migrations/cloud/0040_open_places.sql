-- How many places somebody holds and has not paid for, found by e-mail and by network address while the sale runs. Nothing is kept
-- that was not: the network is that of the address kept as evidence, and goes with it.

-- An IPv4 address is its own network; of an IPv6 address the first 64 bits are, and an IPv4 address written as IPv6 is that IPv4
-- address. Whatever is no address stands for itself.
create function app.network_of(p_address text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  v_bare text := lower(split_part(btrim(p_address, ' []'), '%', 1));
  v_inet inet;
begin
  if strpos(v_bare, ':') = 0 then return v_bare; end if;
  begin
    v_inet := v_bare::inet;
  exception when data_exception then
    return v_bare;
  end;
  if v_inet <<= '::ffff:0:0/96'::inet then return host('0.0.0.0'::inet + (v_inet - '::ffff:0:0'::inet)); end if;
  return network(set_masklen(v_inet, 64))::text;
end $$;
revoke all on function app.network_of from public;
grant execute on function app.network_of to foyer_app;

alter table app.checkout_traces
  add column network text collate "C" generated always as (app.network_of(address)) stored;
drop index app.checkout_traces_address;
create index checkout_traces_network on app.checkout_traces (org_id, event_id, network) where network is not null;

alter table app.orders
  add column buyer_key bigint generated always as (hashtextextended(lower(buyer_email), 0)) stored;
create index orders_buyer on app.orders (org_id, event_id, buyer_key);

alter table app.mails drop constraint mails_kind_check;
alter table app.mails add constraint mails_kind_check check (kind in
  ('order-confirmed', 'order-approved', 'order-declined', 'refund-made', 'refund-delayed', 'refund-failed', 'paid-too-late',
    'payment-failed', 'waiting-list-joined', 'waiting-list-offer', 'ticket-transferred', 'ticket-voided', 'event-changed',
    'dispute-due', 'dispute-reversed', 'card-testing', 'hoarding'));
