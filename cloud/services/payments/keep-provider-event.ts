import { type HeardHow, recordProviderEvent } from '../../db/provider-events.ts';
import type { Db } from '../../db/with-tenant.ts';
import type { ProviderEvent } from '../payment-provider.ts';
import { enqueueProviderEvent } from './enqueue-provider-event.ts';

/** PY-1: keeps an event and enqueues the work it means, in one transaction; seen before, it is enqueued no more. */
export function keepProviderEvent(db: Db, event: ProviderEvent, how: HeardHow): Promise<'fresh' | 'known' | 'foreign'> {
  return recordProviderEvent(db, event, how, (tx, orgId) => enqueueProviderEvent(tx, orgId, event));
}
