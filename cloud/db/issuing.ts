import { sql } from 'drizzle-orm';
import type { OrderState } from '#shared/catalog/order-states.ts';
import type { PoolChange } from '#shared/inventory/pool.ts';
import type { EventId, HoldId, OrderId, OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Tx } from './with-tenant.ts';

export type RecordedIssue = {
  readonly orders: readonly {
    readonly orderId: OrderId;
    readonly state: OrderState;
    readonly totalMinor: number;
    readonly at: Instant;
  }[];
  readonly holds: readonly { readonly holdId: HoldId; readonly at: Instant }[];
  readonly pools: readonly PoolChange[];
};

/**
 * Orders that cost nothing become paid and their held places sold, all in one statement; their rows are locked. Their tickets are
 * written after it: there are none yet that stations would have to hear of.
 */
export async function recordIssuing(tx: Tx, orgId: OrgId, eventId: EventId, issue: RecordedIssue): Promise<void> {
  await tx.execute(sql`select set_config('app.placing', 'on', true)`);
  await tx.execute(sql`
    with issued as (
      update app.orders o set state = i.state, total_minor = i."totalMinor", drafts = '[]', version = o.version + 1, updated_at = i.at
      from json_to_recordset(${JSON.stringify(issue.orders)}::json) as i ("orderId" text, state text, "totalMinor" bigint, at timestamptz)
      where o.org_id = ${orgId} and o.order_id = i."orderId"
    ), ended as (
      update app.holds h set state = 'sold', ended_at = i.at
      from json_to_recordset(${JSON.stringify(issue.holds)}::json) as i ("holdId" text, at timestamptz)
      where h.org_id = ${orgId} and h.hold_id = i."holdId"
    )
    update app.pools p set sold = p.sold + c.sold, held = p.held + c.held
    from json_to_recordset(${JSON.stringify(issue.pools)}::json) as c ("poolId" text, sold integer, held integer)
    where p.org_id = ${orgId} and p.event_id = ${eventId} and p.pool_id = c."poolId"`);
}
