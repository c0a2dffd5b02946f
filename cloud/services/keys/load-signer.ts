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
  const [key] = await tx
    .select({ keyId: eventKeys.keyId, ref: eventKeys.ref, sealed: eventKeys.privateKeySealed })
    .from(eventKeys)
    .where(and(eq(eventKeys.orgId, orgId), eq(eventKeys.eventId, eventId), eq(eventKeys.state, 'active')))
    .orderBy(desc(eventKeys.createdAt))
    .limit(1)
    .for('share');
  const [event] = await tx
    .select({ ref: events.ref })
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.eventId, eventId)));
  const { keyId, ref: keyRef, sealed } = must(key, `an active key of ${eventId}`);
  const { ref: eventRef } = must(event, `event ${eventId}`);
  const { sign } = keyPairFromSeed(vault.open(sealed, sealedFor(orgId, eventId, keyId)));
  return {
    keyId,
    codeFor: ({ ticketId, tierNumber, opensAt, closesAt }) =>
      encodeTicketCode({ keyRef, eventRef, ticketId, tierNumber, notBefore: opensAt, notAfter: closesAt }, sign),
  };
}
