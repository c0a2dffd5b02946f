import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EventId, OrgId, RandomBytes } from '#shared/kernel/ids.ts';

/** WR-4: what a visitor's browser keeps: chance, signed for one event. Its hash is all that is kept of it here. */
export type QueuePlace = { readonly token: string; readonly visitor: string };

type Place = { readonly secret: Uint8Array; readonly orgId: OrgId; readonly eventId: EventId };

export function mintQueuePlace(place: Place, randomBytes: RandomBytes): QueuePlace {
  const chance = Buffer.from(randomBytes(16));
  return { token: Buffer.concat([chance, sealOf(place, chance)]).toString('base64url'), visitor: visitorOf(chance) };
}

/** The visitor, when what the browser keeps is one of ours for this event in every bit; null otherwise. */
export function readQueuePlace(place: Place, token: string | undefined): QueuePlace | null {
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== token) return null;
  const chance = bytes.subarray(0, 16);
  if (!timingSafeEqual(sealOf(place, chance), bytes.subarray(16))) return null;
  return { token, visitor: visitorOf(chance) };
}

function visitorOf(chance: Buffer): string {
  return createHash('sha256').update(chance).digest('hex');
}

function sealOf({ secret, orgId, eventId }: Place, chance: Buffer): Buffer {
  return createHmac('sha256', secret).update(`queue ${orgId} ${eventId} `).update(chance).digest().subarray(0, 16);
}
