import { and, asc, count, eq } from 'drizzle-orm';
import type { KeyView } from '#shared/api/keys.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { eventKeys } from '../../db/tables/events.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** The event's keys, the oldest first, with how many valid tickets each signed. */
export async function loadKeys(tx: Tx, orgId: OrgId, eventId: EventId): Promise<KeyView[]> {
  const rows = await tx
    .select({
      keyId: eventKeys.keyId,
      ref: eventKeys.ref,
      publicKey: eventKeys.publicKey,
      state: eventKeys.state,
      createdAt: eventKeys.createdAt,
      withdrawnAt: eventKeys.withdrawnAt,
    })
    .from(eventKeys)
    .where(and(eq(eventKeys.orgId, orgId), eq(eventKeys.eventId, eventId)))
    .orderBy(asc(eventKeys.createdAt), asc(eventKeys.keyId));
  const signed = await tx
    .select({ keyId: tickets.keyId, tickets: count() })
    .from(tickets)
    .where(and(eq(tickets.orgId, orgId), eq(tickets.eventId, eventId), eq(tickets.state, 'valid')))
    .groupBy(tickets.keyId);
  return rows.map(row => ({
    ...row,
    publicKey: Buffer.from(row.publicKey).toString('base64url'),
    tickets: signed.find(entry => entry.keyId === row.keyId)?.tickets ?? 0,
  }));
}
