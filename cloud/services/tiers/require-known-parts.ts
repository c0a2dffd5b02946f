import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadPools } from '../pools/load-pools.ts';
import { loadTiers } from './load-tiers.ts';

/** Every tier and pool that input names must be of this event; otherwise the field is named. */
export async function requireKnownParts(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  named: { readonly [field: string]: { readonly tierIds?: readonly string[]; readonly poolIds?: readonly string[] } },
): Promise<void> {
  const tierIds = new Set<string>((await loadTiers(tx, orgId, eventId)).map(tier => tier.tierId));
  const poolIds = new Set<string>((await loadPools(tx, orgId, eventId)).map(pool => pool.poolId));
  for (const [field, ids] of Object.entries(named)) {
    if (ids.tierIds?.some(id => !tierIds.has(id)))
      throw refusal('bad-input', { field, sentence: 'this event has no such tier' });
    if (ids.poolIds?.some(id => !poolIds.has(id)))
      throw refusal('bad-input', { field, sentence: 'this event has no such pool' });
  }
}
