import type { OrgId } from '#shared/kernel/ids.ts';
import { enqueue } from '../../db/enqueue.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { ProviderEvent } from '../payment-provider.ts';

export const handleProviderEventJobName = 'handle-provider-event';

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
