import { eventOnSale } from '#shared/catalog/on-sale.ts';
import { planCommit } from '#shared/inventory/plan-commit.ts';
import type { SettlementFacts } from '#shared/orders/decide-settlement.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { HoldRecord } from '../holds/end-hold.ts';
import { guardiansHaveRoom } from '../orders/guardians-have-room.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { areUsesLeft } from '../promos/take-uses-again.ts';

/**
 * IN-2, OR-2, PR-12: are an order's places still its own, or could it have them, its guardians and its codes again? Guardians, codes
 * and pools that were asked stay locked, in this order.
 */
export async function findSeats(
  tx: Tx,
  ctx: Ctx,
  order: OrderRecord,
  hold: HoldRecord | null,
): Promise<Pick<SettlementFacts, 'hold' | 'placesLeft' | 'usesLeft'>> {
  const event = await loadEvent(tx, ctx.orgId, order.eventId);
  if (hold === null || event.state === 'cancelled') return { hold: 'none', placesLeft: false, usesLeft: true };
  if (hold.state === 'held' || hold.state === 'sold') return { hold: hold.state, placesLeft: false, usesLeft: true };
  const open = eventOnSale(event, ctx.now) && order.drafts.length > 0;
  if (!open || !(await guardiansHaveRoom(tx, order))) return { hold: hold.state, placesLeft: false, usesLeft: true };
  const usesLeft = await areUsesLeft(tx, ctx, order);
  return { hold: hold.state, placesLeft: usesLeft && (await fitsAgain(tx, ctx, hold)), usesLeft };
}

async function fitsAgain(tx: Tx, ctx: Ctx, hold: HoldRecord): Promise<boolean> {
  const poolIds = hold.places.map(({ poolId }) => poolId);
  const pools = await lockPools(tx, ctx.orgId, hold.eventId, poolIds);
  return planCommit(pools, hold).kind === 'planned';
}
