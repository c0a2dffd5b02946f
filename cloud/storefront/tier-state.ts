import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Shop } from './shop.ts';

/** What decides how a tier is offered. */
export type OfferedTier = {
  readonly left: number;
  readonly orderMin: number;
  readonly orderMax: number;
  readonly saleOpensAt: Instant | null;
  readonly saleClosesAt: Instant | null;
};

export type TierState =
  | { readonly kind: 'offered'; readonly max: number; readonly words: string | null }
  /** `soldOut`: there may be places again. */
  | { readonly kind: 'not-offered'; readonly words: string; readonly soldOut?: true };

/** SH-5: what is left, in words: only when it is little, and never more exact than helps. */
export function tierState(shop: Shop, tier: OfferedTier, now: Instant): TierState {
  const { say, format } = shop;
  if (tier.saleOpensAt !== null && now < tier.saleOpensAt)
    return { kind: 'not-offered', words: say('tiers.opens', { time: format.dayTime(tier.saleOpensAt) }) };
  if (tier.saleClosesAt !== null && now >= tier.saleClosesAt)
    return { kind: 'not-offered', words: say('tiers.closed') };
  const max = Math.min(tier.left, tier.orderMax, limits.ticketsPerOrderMax);
  if (max < tier.orderMin) return { kind: 'not-offered', words: say('tiers.soldOut'), soldOut: true };
  return { kind: 'offered', max, words: leftInWords(shop, tier.left) };
}

function leftInWords({ say }: Shop, left: number): string | null {
  if (left > limits.shopFewLeft) return null;
  return left <= limits.shopLastLeft ? say('tiers.last', { count: left }) : say('tiers.few');
}
