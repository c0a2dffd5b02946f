import type { EventId, KeyId, OrgId } from '#shared/kernel/ids.ts';

/** What a sealed key is bound to: moved to another event or organization, it does not open. */
export function sealedFor(orgId: OrgId, eventId: EventId, keyId: KeyId): string {
  return `${orgId} ${eventId} ${keyId}`;
}
