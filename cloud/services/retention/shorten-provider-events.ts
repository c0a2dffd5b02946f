import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { shortenProviderEventRows } from '../../db/provider-events.ts';
import type { Db } from '../../db/with-tenant.ts';

/**
 * KE-1: of events that were worked off, or that are nobody's, the ids stay: worked through again they do the same, because how things
 * stand is asked of the provider. Those that still wait, or failed, are whole. A part at a time, so that nobody waits for it.
 */
export async function shortenProviderEvents(db: Db, now: Instant): Promise<number> {
  const before = addMs(now, -limits.eventPayloadKeptMs);
  let shortened = 0;
  for (;;) {
    const rows = await shortenProviderEventRows(db, { before, at: now, limit: limits.retentionRowsMax });
    shortened += rows;
    if (rows < limits.retentionRowsMax) return shortened;
  }
}
