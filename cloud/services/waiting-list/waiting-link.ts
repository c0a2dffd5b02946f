import { createHmac, timingSafeEqual } from 'node:crypto';
import { type EventId, idBytes, idFromBytes, type OrgId, type WaitingId } from '#shared/kernel/ids.ts';

/** Whose place in which line an address was signed for. */
export type WaitingLink = { readonly eventId: EventId; readonly entryId: WaitingId };

/** WL-6: the last part of the address where an offer is taken and the list is left. Who has it needs no account. */
export function waitingLink(secret: Uint8Array, orgId: OrgId, { eventId, entryId }: WaitingLink): string {
  const said = Buffer.concat([idBytes(eventId), idBytes(entryId)]);
  return Buffer.concat([said, sealOf(secret, orgId, said)]).toString('base64url');
}

/** What a link says, when it is one of ours for this organization in every bit; null otherwise. */
export function readWaitingLink(secret: Uint8Array, orgId: OrgId, token: string | undefined): WaitingLink | null {
  if (token === undefined || !/^[\w-]{64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const said = bytes.subarray(0, 32);
  if (!timingSafeEqual(sealOf(secret, orgId, said), bytes.subarray(32))) return null;
  return {
    eventId: idFromBytes('EventId', said.subarray(0, 16)),
    entryId: idFromBytes('WaitingId', said.subarray(16)),
  };
}

// Half of a SHA-256: 128 bits that nobody guesses. What it is for is part of it, so that no other link opens this.
function sealOf(secret: Uint8Array, orgId: OrgId, said: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`waiting ${orgId} `).update(said).digest().subarray(0, 16);
}
