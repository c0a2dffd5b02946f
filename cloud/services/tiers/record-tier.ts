import { and, eq } from 'drizzle-orm';
import type { TierView } from '#shared/api/tiers.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { tierPools, tiers } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function recordTier(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  tier: TierView,
  how: 'new' | 'changed',
): Promise<void> {
  const { poolIds, child, ...columns } = tier;
  const row = {
    ...columns,
    childPerGuardianMax: child?.childrenPerGuardianMax ?? null,
    guardianTierIds: child?.guardianTierIds ?? [],
  };
  const here = and(eq(tiers.orgId, orgId), eq(tiers.eventId, eventId), eq(tiers.tierId, tier.tierId));
  if (how === 'new') await tx.insert(tiers).values({ ...row, orgId, eventId });
  else await tx.update(tiers).set(row).where(here);
  await tx
    .delete(tierPools)
    .where(and(eq(tierPools.orgId, orgId), eq(tierPools.eventId, eventId), eq(tierPools.tierId, tier.tierId)));
  await tx.insert(tierPools).values(poolIds.map(poolId => ({ orgId, eventId, tierId: tier.tierId, poolId })));
}
