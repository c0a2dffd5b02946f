import { sql } from 'drizzle-orm';
import type { HolderKind, OpenPlaces } from '#shared/inventory/decide-open-places.ts';
import type { EventId, OrderId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { Tx } from './with-tenant.ts';

export type Holder = {
  readonly kind: HolderKind;
  /** An e-mail address as it was typed, or an address that is called from. */
  readonly who: string;
};

export type FoundPlaces = OpenPlaces & {
  /** Whether this order was placed before, so that it is answered again and takes nothing. */
  readonly placed: boolean;
  readonly pools: readonly { readonly poolId: PoolId; readonly capacity: number }[];
};

/** IN-12: what somebody holds of an event and has not paid for. Beside the pools, so that all of it is of one instant. */
export async function readOpenPlaces(
  tx: Tx,
  asked: {
    readonly orgId: OrgId;
    readonly eventId: EventId;
    readonly holder: Holder;
    readonly orderId: OrderId;
    /** The order that this one takes the place of. */
    readonly replaces: OrderId | null;
    readonly at: Instant;
  },
): Promise<FoundPlaces> {
  const { orgId, eventId, holder, orderId, replaces, at } = asked;
  const theirs =
    holder.kind === 'email'
      ? sql`select o.order_id from app.orders o where o.org_id = ${orgId} and o.event_id = ${eventId} and o.channel = 'online'
          and o.buyer_key = hashtextextended(lower(${holder.who.trim()}), 0)`
      : sql`select t.order_id from app.checkout_traces t where t.org_id = ${orgId} and t.event_id = ${eventId}
          and t.network = app.network_of(${holder.who})`;
  const own = sql`h.order_id in (${orderId}, ${replaces ?? orderId})`;
  const { rows } = await tx.execute<{
    others: number | null;
    own: number | null;
    lapses_at: Date | null;
    placed: boolean;
    pools: FoundPlaces['pools'] | null;
  }>(sql`
    select sum(l.quantity) filter (where not ${own})::integer as others, sum(l.quantity) filter (where ${own})::integer as own,
      min(h.lapses_at) filter (where not ${own}) as lapses_at,
      exists (select from app.orders o where o.org_id = ${orgId} and o.order_id = ${orderId}) as placed,
      (select json_agg(json_build_object('poolId', p.pool_id, 'capacity', p.capacity)) from app.pools p
        where p.org_id = ${orgId} and p.event_id = ${eventId}) as pools
    from (${theirs}) as theirs
      join app.holds h on h.org_id = ${orgId} and h.event_id = ${eventId} and h.order_id = theirs.order_id
        and h.state = 'held' and h.lapses_at > ${at}
      join app.order_lines l on l.org_id = ${orgId} and l.event_id = ${eventId} and l.order_id = theirs.order_id
    where not exists (select from app.payments m where m.org_id = ${orgId} and m.event_id = ${eventId}
      and m.order_id = theirs.order_id and m.state in ('processing', 'succeeded'))`);
  const [row] = rows;
  const lapses = row?.lapses_at ?? null;
  return {
    others: row?.others ?? 0,
    own: row?.own ?? 0,
    lapsesAt: lapses === null ? null : instantFromMs(new Date(lapses).getTime()),
    placed: row?.placed === true,
    pools: row?.pools ?? [],
  };
}
