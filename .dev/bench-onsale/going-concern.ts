import type { Pool } from 'pg';
import type { Sale, Seller } from './seed-sale.ts';

/** Orders of earlier nights, so that the planner knows tables as they are in use and not as they were on the first day. */
export async function goingConcern(
  root: Pool,
  seller: Seller,
  sales: readonly Sale[],
  ordersEach: number,
): Promise<void> {
  for (const [night, { eventId, tierId }] of sales.entries()) {
    const given = [seller.orgId, eventId, tierId, night, ordersEach];
    await root.query(
      `with made as (
         select 'ord_' || $4::text || lpad(n::text, 25, '0') as order_id, 'lin_' || $4::text || lpad(n::text, 25, '0') as line_id,
           upper(lpad(to_hex($4::int * 100000 + n), 6, '0')) as ref, n
         from generate_series(1, $5::int) n
       ), orders as (
         insert into app.orders (org_id, order_id, event_id, ref, state, channel, buyer_name, total_minor, currency, quote,
           input_hash, search_key, created_at, updated_at)
         select $1, order_id, $2, ref, 'lapsed', 'online', 'Earlier buyer', 0, 'EUR', '{}', '\\x00', 'earlier buyer ' || n,
           timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-01'
         from made
       ), holds as (
         insert into app.holds (org_id, hold_id, event_id, order_id, places, state, lapses_at, created_at, ended_at)
         select $1, 'hld_' || $4::text || lpad(n::text, 25, '0'), $2, order_id, '[]', 'lapsed', timestamptz '2026-01-01',
           timestamptz '2026-01-01', timestamptz '2026-01-01'
         from made
       )
       insert into app.order_lines (org_id, order_id, line_id, event_id, tier_id, quantity, unit_minor, total_minor)
       select $1, order_id, line_id, $2, $3, 1, 0, 0 from made`,
      given,
    );
  }
  await root.query('vacuum analyze');
  await usedLog(root);
}

/** The files of a log that has gone round: a new server would make each while everybody waits for the disk. */
async function usedLog(root: Pool): Promise<void> {
  for (let file = 0; file < 48; file += 1)
    await root.query("select pg_logical_emit_message(false, 'earlier night', 'over'), pg_switch_wal()");
  await root.query('checkpoint');
}
