import { allocate, basisPointsOf } from '../kernel/allocate.ts';
import type { TierId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { toPayable } from './payable.ts';

/** PR-5: a promo code with what is known of its use. */
export type Discount = {
  readonly code: string;
  readonly amount:
    | { readonly kind: 'percent'; readonly basisPoints: number }
    /** Off the sum of the lines it applies to. */
    | { readonly kind: 'fixed'; readonly minor: number }
    | { readonly kind: 'per-ticket'; readonly minor: number };
  /** null is every tier. */
  readonly tierIds: readonly TierId[] | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly usesMax: number | null;
  readonly uses: number;
  readonly usesPerBuyerMax: number | null;
  readonly usesByBuyer: number;
  readonly stacks: boolean;
};

export type DiscountUsed = { readonly code: string; readonly minor: number };

export type DiscountableLine = {
  readonly tierId: TierId;
  readonly quantity: number;
  readonly listMinor: number;
};

/** PR-2, PR-5, PR-7: what each code takes off each line, one after the other. A code that may not be used is refused, saying why. */
export function discountLines(
  lines: readonly DiscountableLine[],
  discounts: readonly Discount[],
  now: Instant,
  /** PR-11: what the prices of the lines and what is taken off them are whole multiples of. */
  step = 1,
): Planned<{ readonly used: readonly DiscountUsed[]; readonly byLine: readonly number[] }> {
  let byLine: readonly number[] = lines.map(() => 0);
  const used: DiscountUsed[] = [];
  for (const discount of discounts) {
    const why = whyNotDiscount(discount, discounts, lines, now);
    if (why !== null) return { kind: 'refused', refusal: refusal('promo-not-valid', { code: discount.code, why }) };
    const prices = lines.map((line, index) => (appliesTo(discount, line) ? line.listMinor - (byLine[index] ?? 0) : 0));
    const parts = spread(discount, lines, prices, step);
    byLine = byLine.map((sum, index) => sum + (parts[index] ?? 0));
    used.push({ code: discount.code, minor: parts.reduce((sum, part) => sum + part, 0) });
  }
  return { kind: 'planned', plan: { used, byLine } };
}

/** Never more than the price that is left on a line (PR-7). */
function spread(
  { amount, ...discount }: Discount,
  lines: readonly DiscountableLine[],
  prices: readonly number[],
  step: number,
): readonly number[] {
  if (amount.kind === 'per-ticket')
    return lines.map((line, index) =>
      appliesTo(discount, line) ? Math.min(prices[index] ?? 0, toPayable(amount.minor * line.quantity, step)) : 0,
    );
  const sum = prices.reduce((total, price) => total + price, 0);
  if (sum === 0) return prices.map(() => 0);
  const wanted = amount.kind === 'fixed' ? amount.minor : basisPointsOf(sum, amount.basisPoints);
  const off = Math.min(sum, toPayable(wanted, step));
  return allocate(off / step, prices).map(part => part * step);
}

/** Why a code is no good for these lines now; null when it is. `all`: every code of the cart that takes something off. */
export function whyNotDiscount(
  discount: Discount,
  all: readonly Discount[],
  lines: readonly Pick<DiscountableLine, 'tierId'>[],
  now: Instant,
): string | null {
  if (discount.opensAt !== null && now < discount.opensAt) return 'not-yet';
  if (discount.closesAt !== null && now >= discount.closesAt) return 'over';
  const usedUp = isUsedUp(discount);
  if (usedUp !== null) return usedUp;
  if (!lines.some(line => appliesTo(discount, line))) return 'no-tier';
  if (all.length > 1 && !discount.stacks) return 'does-not-stack';
  return all.filter(other => other.code === discount.code).length > 1 ? 'twice' : null;
}

/** Why nobody, or not this buyer, may use a code once more; null when they may. */
export function isUsedUp(
  discount: Pick<Discount, 'usesMax' | 'uses' | 'usesPerBuyerMax' | 'usesByBuyer'>,
): 'used-up' | 'used-by-buyer' | null {
  if (discount.usesMax !== null && discount.uses >= discount.usesMax) return 'used-up';
  if (discount.usesPerBuyerMax !== null && discount.usesByBuyer >= discount.usesPerBuyerMax) return 'used-by-buyer';
  return null;
}

function appliesTo(discount: Pick<Discount, 'tierIds'>, line: Pick<DiscountableLine, 'tierId'>): boolean {
  return discount.tierIds?.includes(line.tierId) ?? true;
}
