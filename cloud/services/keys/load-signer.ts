import { and, desc, eq } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import type { EventId, KeyId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { encodeTicketCode } from '#shared/tickets/ticket-code.ts';
import { eventKeys, events } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { KeyVault } from '../ports.ts';
import { keyPairFromSeed } from './ed25519.ts';
import { sealedFor } from './sealed-for.ts';

/** Writes codes of one event with its active key. */
export type TicketSigner = {
  readonly keyId: KeyId;
  codeFor(ticket: {
    readonly ticketId: TicketId;
    readonly tierNumber: number;
    readonly opensAt: Instant | null;
    readonly closesAt: Instant | null;
  }): string;
};

/** The signer, with the key's row held so that the key is not withdrawn before what it signs is written. */
export async function loadSigner(tx: Tx, orgId: OrgId, eventId: EventId, vault: KeyVault): Promise<TicketSigner> {
  const [row] = await tx
    .select({
      keyId: eventKeys.keyId,
      keyRef: eventKeys.ref,
      sealed: eventKeys.privateKeySealed,
      eventRef: events.ref,
    })
    .from(eventKeys)
    .innerJoin(events, and(eq(events.orgId, eventKeys.orgId), eq(events.eventId, eventKeys.eventId)))
    .where(and(eq(eventKeys.orgId, orgId), eq(eventKeys.eventId, eventId), eq(eventKeys.state, 'active')))
    .orderBy(desc(eventKeys.createdAt))
    .limit(1)
    .for('share', { of: eventKeys });
  const key = must(row, `an active key of ${eventId}`);
  const { sign } = keyPairFromSeed(vault.open(key.sealed, sealedFor(orgId, eventId, key.keyId)));
  return {
    keyId: key.keyId,
    codeFor: ({ ticketId, tierNumber, opensAt, closesAt }) =>
      encodeTicketCode(
        { keyRef: key.keyRef, eventRef: key.eventRef, ticketId, tierNumber, notBefore: opensAt, notAfter: closesAt },
        sign,
      ),
  };
}
