import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type EventId, idBytes, idFromBytes, type OrderId, type OrgId, type TicketId } from '#shared/kernel/ids.ts';

/** Whose page a link opens: a buyer's, with the whole order, or that of somebody a single ticket was passed on to. */
export type OrderLink =
  | { readonly kind: 'order'; readonly orgId: OrgId; readonly orderId: OrderId; readonly version: number }
  | { readonly kind: 'ticket'; readonly orgId: OrgId; readonly eventId: EventId; readonly ticketId: TicketId };

/**
 * ML-4: the last part of an order page's address. Who has it needs no account. `version` is the order's link version: a link of
 * an earlier version opens nothing.
 */
export function orderLink(secret: Uint8Array, orgId: OrgId, orderId: OrderId, version = 1): string {
  return sealed(secret, [Uint8Array.of(1, version >> 8, version & 255), idBytes(orgId), idBytes(orderId)]);
}

/** The address of a single ticket that was passed on. It ends with the ticket: what replaces it has another address. */
export function ticketLink(secret: Uint8Array, orgId: OrgId, eventId: EventId, ticketId: TicketId): string {
  return sealed(secret, [Uint8Array.of(2), idBytes(orgId), idBytes(eventId), idBytes(ticketId)]);
}

/** What a link says, when it is one of ours in every bit; null otherwise. Whether it still opens anything, the order knows. */
export function readOrderLink(secret: Uint8Array, token: string): OrderLink | null {
  if (token.length > 200 || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Only the one spelling that we would write ourselves.
  if (bytes.toString('base64url') !== token || bytes.length <= sealBytes) return null;
  const said = bytes.subarray(0, bytes.length - sealBytes);
  if (!timingSafeEqual(sealOf(secret, said), bytes.subarray(bytes.length - sealBytes))) return null;
  return parse(said);
}

// Half of a SHA-256: 128 bits that nobody guesses.
const sealBytes = 16;

// Making a key of a secret costs more than using it.
const keys = new WeakMap<Uint8Array, KeyObject>();

function sealOf(secret: Uint8Array, said: Uint8Array): Buffer {
  const key = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, key);
  return createHmac('sha256', key).update(said).digest().subarray(0, sealBytes);
}

function sealed(secret: Uint8Array, parts: readonly Uint8Array[]): string {
  const said = Buffer.concat(parts);
  return Buffer.concat([said, sealOf(secret, said)]).toString('base64url');
}

function parse(said: Buffer): OrderLink | null {
  const id = <Name extends Parameters<typeof idFromBytes>[0]>(name: Name, at: number) =>
    idFromBytes(name, said.subarray(at, at + 16));
  if (said[0] === 1 && said.length === 35)
    return { kind: 'order', version: said.readUInt16BE(1), orgId: id('OrgId', 3), orderId: id('OrderId', 19) };
  if (said[0] === 2 && said.length === 49)
    return { kind: 'ticket', orgId: id('OrgId', 1), eventId: id('EventId', 17), ticketId: id('TicketId', 33) };
  return null;
}
