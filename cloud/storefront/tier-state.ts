import { type SaleWindow, tierStage } from '#shared/catalog/on-sale.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Shop } from './shop.ts';

/** What decides how a tier is offered. */
export type OfferedTier = SaleWindow & {
  readonly left: number;
  readonly orderMin: number;
  readonly orderMax: number;
};

export type TierState =
  | { readonly kind: 'offered'; readonly max: number; readonly words: string | null }
  /** `soldOut`: there may be places again. */
  | { readonly kind: 'not-offered'; readonly words: string; readonly soldOut?: true };

/** SH-5: what is left, in words: only when it is little, and never more exact than helps. */
export function tierState(shop: Shop, tier: OfferedTier, now: Instant): TierState {
  const { say, format } = shop;
  const stage = tierStage(tier, now);
  if (stage === 'before' && tier.saleOpensAt !== null)
    return { kind: 'not-offered', words: say('tiers.opens', { time: format.dayTime(tier.saleOpensAt) }) };
  if (stage !== 'on-sale') return { kind: 'not-offered', words: say('tiers.closed') };
  const max = Math.min(tier.left, tier.orderMax, limits.ticketsPerOrderMax);
  if (max < tier.orderMin) return { kind: 'not-offered', words: say('tiers.soldOut'), soldOut: true };
  return { kind: 'offered', max, words: leftInWords(shop, tier.left) };
}

function leftInWords({ say }: Shop, left: number): string | null {
  if (left > limits.shopFewLeft) return null;
  return left <= limits.shopLastLeft ? say('tiers.last', { count: left }) : say('tiers.few');
}
