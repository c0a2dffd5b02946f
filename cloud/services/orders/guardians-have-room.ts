import { checkGuardians } from '#shared/orders/check-guardians.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadNamedGuardians } from './load-named-guardians.ts';
import type { OrderRecord } from './load-order.ts';
import { guardiansElsewhere, standingGuardians } from './standing-guardians.ts';

/** OR-2, IN-2: would the guardians of other orders that an order's children named, or who stands for them, take them once more? They stay locked. */
export async function guardiansHaveRoom(tx: Tx, order: OrderRecord): Promise<boolean> {
  const { orgId, eventId, drafts } = order;
  if (guardiansElsewhere(drafts).length === 0) return true;
  const standing = await standingGuardians(tx, [order]);
  const existing = await loadNamedGuardians(tx, orgId, eventId, [...new Set(standing.values())]);
  const bound = drafts.map(({ ticketId, tierId, guardianTicketId: named }) => ({
    ticketId,
    tierId,
    guardianTicketId: named === null ? null : (standing.get(named) ?? named),
  }));
  return checkGuardians(bound, await loadTiers(tx, orgId, eventId), existing).kind === 'planned';
}
