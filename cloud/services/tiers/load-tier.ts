import type { TierView } from '#shared/api/tiers.ts';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadTiers } from './load-tiers.ts';

export async function loadTier(tx: Tx, orgId: OrgId, eventId: EventId, tierId: TierId): Promise<TierView> {
  const found = (await loadTiers(tx, orgId, eventId)).find(tier => tier.tierId === tierId);
  if (found === undefined) throw refusal('not-found');
  return found;
}
