import { type SQL, sql } from 'drizzle-orm';
import type { OrderView } from '#shared/api/orders.ts';
import type { Pool, PoolPlaces } from '#shared/inventory/pool.ts';
import type { EventId, HoldId, OrderId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { TicketDraft } from './ticket-draft.ts';
import type { Tx } from './with-tenant.ts';

/** Changes whenever anything changes that decides what is sold of an event, and for what. */
export async function saleVersion(tx: Tx, orgId: OrgId, eventId: EventId): Promise<string> {
  const { rows } = await tx.execute<{ version: string | null }>(
    sql`select app.sale_version(${orgId}, ${eventId}) as version`,
  );
  const [row] = rows;
  if (row === undefined || row.version === null) throw refusal('not-found');
  return row.version;
}

/** EV-4: keeps orders of the event out while it is edited. Waits its turn behind those being placed, and they behind it. */
export async function lockSale(tx: Tx, orgId: OrgId, eventId: EventId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`event ${orgId} ${eventId}`}, 0))`);
}

/** Waits for whoever edits the event, and keeps them out: for those who lock orders before they place others. */
export async function joinSale(tx: Tx, orgId: OrgId, eventId: EventId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${`event ${orgId} ${eventId}`}, 0))`);
}

export type OpenedPlacing = {
  readonly version: string;
  /** What the same ids were answered before, with the hash of their input. */
  readonly stored: Readonly<Record<string, { readonly hash: string; readonly answer: OrderView }>>;
  readonly pools: readonly Pool[];
  readonly takenRefs: ReadonlySet<string>;
  /** Whether places of this event are held whose instant has come. */
  readonly lapsesDue: boolean;
  /** Of each tier somebody waits for, how many places the first of them waits for. */
  readonly waited: Readonly<Record<string, number>>;
};

/** Takes the locks of these orders and pools, and reads what is true while they are held. */
export async function openPlacing(
  tx: Tx,
  asked: {
    readonly orgId: OrgId;
    readonly eventId: EventId;
    readonly orderIds: readonly OrderId[];
    readonly poolIds: readonly PoolId[];
    readonly refs: readonly string[];
    readonly at: Instant;
  },
): Promise<OpenedPlacing> {
  const { rows } = await tx.execute<{
    version: string | null;
    stored: OpenedPlacing['stored'] | null;
    pools: readonly Pool[] | null;
    taken_refs: readonly string[] | null;
    lapses_due: boolean;
    waited: OpenedPlacing['waited'] | null;
  }>(sql`select * from app.open_placing(${asked.orgId}, ${asked.eventId}, ${sql.param([...asked.orderIds])}::text[],
    ${sql.param([...asked.poolIds])}::text[], ${sql.param([...asked.refs])}::text[], ${asked.at}::timestamptz)`);
  const [row] = rows;
  if (row === undefined || row.version === null) throw refusal('not-found');
  return {
    version: row.version,
    stored: row.stored ?? {},
    pools: row.pools ?? [],
    takenRefs: new Set(row.taken_refs ?? []),
    lapsesDue: row.lapses_due,
    waited: row.waited ?? {},
  };
}

export type PlacedRow = {
  readonly orderId: OrderId;
  readonly ref: string;
  readonly state: string;
  readonly channel: string;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly buyerPhone: string | null;
  readonly buyerAddress: unknown;
  readonly language: string;
  readonly totalMinor: number;
  readonly currency: string;
  /** Holds the quote as well. */
  readonly answer: OrderView;
  readonly drafts: readonly TicketDraft[];
  readonly inputHash: string;
  readonly searchKey: string;
  readonly at: Instant;
  readonly holdId: HoldId;
  readonly places: readonly PoolPlaces[];
  readonly lapsesAt: Instant;
};

export type Placing = {
  readonly orders: readonly PlacedRow[];
  readonly lines: readonly object[];
  readonly answers: readonly object[];
  readonly pools: readonly { readonly poolId: PoolId; readonly held: number }[];
  readonly uses: readonly object[];
  /** Turns in the waiting room that these orders take. */
  readonly passes: readonly object[];
  /** OR-7: what the checkouts of these orders left behind. */
  readonly traces: readonly object[];
  readonly audit: readonly object[];
};

/** Writes what was decided between `openPlacing` and now, all of it or nothing. Called last: the audit chain stays locked. */
export async function recordPlacing(tx: Tx, orgId: OrgId, eventId: EventId, placing: Placing): Promise<void> {
  await tx.execute(sql`select app.record_placing(${orgId}, ${eventId}, ${rowsOf(placing)})`);
}

/**
 * Opens and writes at once what was decided before: false, with nothing written, when the sale is of another version, an order is
 * there already, a ref is taken, somebody waits for places, or there is no room. Called alone in its transaction.
 */
export async function recordForeseen(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  { placing, version, at }: { readonly placing: Placing; readonly version: string; readonly at: Instant },
): Promise<boolean> {
  const { orders, pools } = placing;
  const ids = sql.param(orders.map(({ orderId }) => orderId));
  const poolIds = sql.param(pools.map(({ poolId }) => poolId));
  const refs = sql.param(orders.map(({ ref }) => ref));
  const { rows } = await tx.execute<{ placed: boolean }>(
    sql`select app.place_foreseen(${orgId}, ${eventId}, ${version}, ${ids}::text[], ${poolIds}::text[], ${refs}::text[],
      ${at}::timestamptz, ${rowsOf(placing)}) as placed`,
  );
  return rows[0]?.placed === true;
}

function rowsOf({ orders, lines, answers, pools, uses, passes, traces, audit }: Placing): SQL {
  return sql`${JSON.stringify(orders)}::jsonb, ${JSON.stringify(lines)}::json, ${JSON.stringify(answers)}::json,
    ${JSON.stringify(pools)}::json, ${JSON.stringify(uses)}::json, ${JSON.stringify(passes)}::json,
    ${JSON.stringify(traces)}::json, ${JSON.stringify(audit)}::jsonb`;
}
