import type { TierId } from '../kernel/ids.ts';
import { limits } from '../kernel/limits.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';

export type CartTier = { readonly tierId: TierId; readonly orderMin: number; readonly orderMax: number };

/** How many tickets an order may have, in all and of each tier; null when the cart is in order. */
export function checkCart(
  cart: readonly { readonly tierId: TierId; readonly quantity: number }[],
  tiers: readonly CartTier[],
): Refusal | null {
  const counts = new Map<TierId, number>();
  for (const { tierId, quantity } of cart) counts.set(tierId, (counts.get(tierId) ?? 0) + quantity);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return refusal('under-order-limit', { min: 1 });
  if (all > limits.ticketsPerOrderMax) return refusal('over-order-limit', { max: limits.ticketsPerOrderMax });
  for (const [tierId, count] of counts) {
    const tier = tiers.find(known => known.tierId === tierId);
    if (tier === undefined) return refusal('not-on-sale', { tierId });
    if (count > tier.orderMax) return refusal('over-order-limit', { max: tier.orderMax, tierId });
    if (count < tier.orderMin) return refusal('under-order-limit', { min: tier.orderMin, tierId });
  }
  return null;
}
