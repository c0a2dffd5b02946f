import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type {
  ForeignEvent,
  ProviderEventCount,
  ProviderEventState,
  ProviderEventView,
} from '#shared/api/provider-events.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { ProviderEvent } from '../services/payment-provider.ts';
import { lendConnection } from './lend-connection.ts';
import type { Db, Tx } from './with-tenant.ts';

export type StoredProviderEvent = ProviderEventView & { readonly payload: unknown };

/** How an event came to us. */
export type HeardHow = {
  readonly receivedAt: Instant;
  readonly source: ProviderEventView['source'];
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Keeps an event, and with a fresh one of an organization does, in the same transaction, what is to follow. An event seen before
 * is kept once. An account that nobody here has is kept and flagged, and nothing follows.
 */
export async function recordProviderEvent(
  db: Db,
  event: ProviderEvent,
  how: HeardHow,
  whenFresh: (tx: Tx, orgId: OrgId) => Promise<void>,
): Promise<'fresh' | 'known' | 'foreign'> {
  return lendConnection(db, async client => {
    await client.query('begin');
    const tx: Tx = drizzle(client);
    const { rows } = await tx.execute<{
      fresh: boolean;
      org_id: OrgId | null;
    }>(sql`select * from app.record_provider_event(
      ${event.eventId}, ${event.endpoint}, ${event.account}, ${event.type}, ${event.livemode}, ${event.apiVersion}, ${event.objectId},
      ${event.createdAt}::timestamptz, ${how.receivedAt}::timestamptz, ${how.source}, ${JSON.stringify(how.headers)}::jsonb,
      ${JSON.stringify(event.payload)}::jsonb)`);
    const [recorded] = rows;
    const orgId = recorded?.org_id ?? null;
    const fresh = recorded?.fresh === true;
    if (fresh && orgId !== null) await whenFresh(tx, orgId);
    await client.query('commit');
    if (orgId === null) return 'foreign';
    return fresh ? 'fresh' : 'known';
  });
}

/** An event of the organization this transaction is in. */
export async function loadProviderEvent(tx: Tx, eventId: string): Promise<StoredProviderEvent | null> {
  const { rows } = await tx.execute<ProviderEventRow & { payload: unknown }>(
    sql`select * from app.provider_event(${eventId})`,
  );
  return rows[0] === undefined ? null : readRow(rows[0]);
}

export async function finishProviderEvent(
  tx: Tx,
  eventId: string,
  end: { readonly state: 'done' | 'ignored' | 'failed'; readonly error: string | null; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    sql`select app.finish_provider_event(${eventId}, ${end.state}, ${end.error}, ${end.at}::timestamptz)`,
  );
}

export async function listProviderEventRows(
  tx: Tx,
  query: {
    readonly state: ProviderEventState | undefined;
    readonly type: string | undefined;
    readonly before: Instant | null;
    readonly beforeId: string | null;
    readonly limit: number;
  },
): Promise<StoredProviderEvent[]> {
  const { rows } = await tx.execute<ProviderEventRow & { payload: unknown }>(sql`select * from app.provider_events_page(
    ${query.state ?? null}, ${query.type ?? null}, ${query.before}::timestamptz, ${query.beforeId}, ${query.limit}::integer)`);
  return rows.map(readRow);
}

export async function countProviderEventRows(tx: Tx): Promise<ProviderEventCount[]> {
  const { rows } = await tx.execute<{ state: ProviderEventState; type: string; events: string }>(
    sql`select * from app.count_provider_events()`,
  );
  return rows.map(row => ({ ...row, events: Number(row.events) }));
}

/** Those that are due to be tried again: of none that failed too often, and after each failure twice as long a pause. */
export async function listLeftOverEvents(
  tx: Tx,
  bounds: { readonly now: Instant; readonly quietMs: number; readonly triesMax: number; readonly limit: number },
): Promise<string[]> {
  const { rows } = await tx.execute<{ event_id: string }>(sql`select * from app.provider_events_left_over(
    ${bounds.now}::timestamptz, ${bounds.quietMs}::integer, ${bounds.triesMax}::integer, ${bounds.limit}::integer)`);
  return rows.map(row => row.event_id);
}

/** KE-1: leaves of old events, of all organizations and of nobody's, the ids alone. How many they were. */
export async function shortenProviderEventRows(
  db: Db,
  which: { readonly before: Instant; readonly at: Instant; readonly limit: number },
): Promise<number> {
  const { rows } = await db.query<{ readonly shortened: string }>(
    'select app.shorten_provider_events($1, $2, $3) as shortened',
    [which.before, which.at, which.limit],
  );
  return Number(rows[0]?.shortened ?? 0);
}

/** PY-13: what was told of accounts that nobody here had, the latest first. Payloads stay where they are. */
export async function listForeignEventRows(
  db: Db,
  page: { readonly before: Instant | null; readonly beforeId: string | null; readonly limit: number },
): Promise<ForeignEvent[]> {
  const { rows } = await db.query<ProviderEventRow & { readonly known_org_id: OrgId | null }>(
    'select * from app.foreign_provider_events_page($1, $2, $3)',
    [page.before, page.beforeId, page.limit],
  );
  return rows.map(row => ({ ...readView(row), orgId: row.known_org_id }));
}

/** Whose such events are by now: of this one, or of all. */
export async function orgsOfForeignEvents(db: Db, eventId: string | null): Promise<OrgId[]> {
  const { rows } = await db.query<{ org_id: OrgId }>('select org_id from app.orgs_of_foreign_events($1)', [eventId]);
  return rows.map(row => row.org_id);
}

/** Makes events those of the organization this transaction is in; answers which. */
export async function adoptForeignEvents(
  tx: Tx,
  wanted: { readonly eventId: string | null; readonly limit: number },
): Promise<{ readonly eventId: string; readonly objectId: string | null }[]> {
  const { rows } = await tx.execute<{ event_id: string; object_id: string | null }>(
    sql`select * from app.adopt_foreign_events(${wanted.eventId}, ${wanted.limit}::integer)`,
  );
  return rows.map(row => ({ eventId: row.event_id, objectId: row.object_id }));
}

type ProviderEventRow = {
  readonly event_id: string;
  readonly endpoint: ProviderEventView['endpoint'];
  readonly provider_account: string | null;
  readonly type: string;
  readonly livemode: boolean;
  readonly object_id: string | null;
  readonly created_at: Date | string;
  readonly received_at: Date | string;
  readonly source: ProviderEventView['source'];
  readonly state: ProviderEventState;
  readonly attempts: number;
  readonly error: string | null;
  readonly handled_at: Date | string | null;
};

function readRow(row: ProviderEventRow & { readonly payload: unknown }): StoredProviderEvent {
  return { ...readView(row), payload: row.payload };
}

function readView(row: ProviderEventRow): ProviderEventView {
  const instant = (value: Date | string) => instantFromMs(new Date(value).getTime());
  return {
    eventId: row.event_id,
    endpoint: row.endpoint,
    account: row.provider_account,
    type: row.type,
    livemode: row.livemode,
    objectId: row.object_id,
    createdAt: instant(row.created_at),
    receivedAt: instant(row.received_at),
    source: row.source,
    state: row.state,
    attempts: row.attempts,
    error: row.error,
    handledAt: row.handled_at === null ? null : instant(row.handled_at),
  };
}
