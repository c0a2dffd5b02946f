import { and, asc, eq } from 'drizzle-orm';
import type { TierView } from '#shared/api/tiers.ts';
import type { EventId, OrgId, PoolId } from '#shared/kernel/ids.ts';
import { tierPools, tiers } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** Every tier of the event, archived ones too, in the order of lists. */
export async function loadTiers(tx: Tx, orgId: OrgId, eventId: EventId): Promise<TierView[]> {
  const rows = await tx
    .select()
    .from(tiers)
    .where(and(eq(tiers.orgId, orgId), eq(tiers.eventId, eventId)))
    .orderBy(asc(tiers.position), asc(tiers.number));
  const links = await tx
    .select({ tierId: tierPools.tierId, poolId: tierPools.poolId })
    .from(tierPools)
    .where(and(eq(tierPools.orgId, orgId), eq(tierPools.eventId, eventId)))
    .orderBy(asc(tierPools.poolId));
  return rows.map(row =>
    tierView(
      row,
      links.filter(link => link.tierId === row.tierId).map(link => link.poolId),
    ),
  );
}

function tierView(row: typeof tiers.$inferSelect, poolIds: PoolId[]): TierView {
  const { orgId: _orgId, eventId: _eventId, childPerGuardianMax, guardianTierIds, ...view } = row;
  return {
    ...view,
    poolIds,
    addOnOf: [...row.addOnOf],
    child:
      childPerGuardianMax === null
        ? null
        : { childrenPerGuardianMax: childPerGuardianMax, guardianTierIds: [...guardianTierIds] },
  };
}
