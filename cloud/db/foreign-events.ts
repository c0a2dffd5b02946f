import { sql } from 'drizzle-orm';
import type { ForeignEvent } from '#shared/api/provider-events.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import type { Db, Tx } from './with-tenant.ts';

type Row = {
  readonly event_id: string;
  readonly endpoint: ForeignEvent['endpoint'];
  readonly provider_account: string | null;
  readonly known_org_id: OrgId | null;
  readonly type: string;
  readonly livemode: boolean;
  readonly object_id: string | null;
  readonly created_at: Date;
  readonly received_at: Date;
  readonly source: ForeignEvent['source'];
  readonly state: ForeignEvent['state'];
  readonly attempts: number;
  readonly error: string | null;
  readonly handled_at: Date | null;
};

/** PY-13: what was told of accounts that nobody here had, the latest first. Payloads stay where they are. */
export async function foreignEvents(
  db: Db,
  page: { readonly before: Instant | null; readonly beforeId: string | null; readonly limit: number },
): Promise<ForeignEvent[]> {
  const { rows } = await db.query<Row>('select * from app.foreign_provider_events_page($1, $2, $3)', [
    page.before,
    page.beforeId,
    page.limit,
  ]);
  const instant = (date: Date) => instantFromMs(date.getTime());
  return rows.map(row => ({
    eventId: row.event_id,
    endpoint: row.endpoint,
    account: row.provider_account,
    orgId: row.known_org_id,
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
  }));
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
