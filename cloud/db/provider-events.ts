import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { OrgId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { ProviderEvent } from '../services/payment-provider.ts';
import { enqueue } from './enqueue.ts';
import type { Db, Tx } from './with-tenant.ts';

export type ProviderEventState = 'received' | 'done' | 'ignored' | 'failed' | 'foreign';

export type StoredProviderEvent = {
  readonly eventId: string;
  readonly endpoint: 'snapshot' | 'thin';
  readonly account: string | null;
  readonly type: string;
  readonly livemode: boolean;
  readonly objectId: string | null;
  readonly createdAt: Instant;
  readonly receivedAt: Instant;
  readonly source: 'webhook' | 'reconciliation';
  readonly state: ProviderEventState;
  readonly attempts: number;
  readonly error: string | null;
  readonly handledAt: Instant | null;
  readonly payload: unknown;
};

export const handleProviderEventJobName = 'handle-provider-event';

/**
 * Keeps an event and enqueues the work it means, in one transaction; nothing else happens before the sender is answered. An
 * event seen before is kept once and enqueued no more. An account that nobody here has is kept and flagged.
 */
export async function recordProviderEvent(
  db: Db,
  event: ProviderEvent,
  how: {
    readonly receivedAt: Instant;
    readonly source: 'webhook' | 'reconciliation';
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<'fresh' | 'known' | 'foreign'> {
  const client = await db.connect();
  try {
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
    if (recorded?.fresh === true && orgId !== null) await enqueueProviderEvent(tx, orgId, event);
    await client.query('commit');
    if (orgId === null) return 'foreign';
    return recorded?.fresh === true ? 'fresh' : 'known';
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Events of one object are worked on one after another, so that two workers never move one payment at once. */
export function enqueueProviderEvent(
  tx: Tx,
  orgId: OrgId,
  event: Pick<ProviderEvent, 'eventId' | 'objectId'>,
): Promise<void> {
  return enqueue(
    tx,
    handleProviderEventJobName,
    { orgId, eventId: event.eventId },
    { jobKey: `provider-event:${event.eventId}`, queue: `provider:${event.objectId ?? event.eventId}` },
  );
}

/** An event of the organization this transaction is in. */
export async function loadProviderEvent(tx: Tx, eventId: string): Promise<StoredProviderEvent | null> {
  const { rows } = await tx.execute<ProviderEventRow>(sql`select * from app.provider_event(${eventId})`);
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
  const { rows } = await tx.execute<ProviderEventRow>(sql`select * from app.provider_events_page(
    ${query.state ?? null}, ${query.type ?? null}, ${query.before}::timestamptz, ${query.beforeId}, ${query.limit}::integer)`);
  return rows.map(readRow);
}

export type ProviderEventCount = { readonly state: ProviderEventState; readonly type: string; readonly events: number };

export async function countProviderEventRows(tx: Tx): Promise<ProviderEventCount[]> {
  const { rows } = await tx.execute<{ state: ProviderEventState; type: string; events: string }>(
    sql`select * from app.count_provider_events()`,
  );
  return rows.map(row => ({ ...row, events: Number(row.events) }));
}

type ProviderEventRow = {
  event_id: string;
  endpoint: 'snapshot' | 'thin';
  provider_account: string | null;
  type: string;
  livemode: boolean;
  object_id: string | null;
  created_at: Date | string;
  received_at: Date | string;
  source: 'webhook' | 'reconciliation';
  state: ProviderEventState;
  attempts: number;
  error: string | null;
  handled_at: Date | string | null;
  payload: unknown;
};

function readRow(row: ProviderEventRow): StoredProviderEvent {
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
    payload: row.payload,
  };
}
