import type { TierId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { type Discount, whyNotDiscount } from './discount-lines.ts';

export type PromoKind = 'percent' | 'amount' | 'unlock';

/** A promo code as an organizer wrote it, with what is known of its use. */
export type Promo = Omit<Discount, 'amount'> & {
  readonly kind: PromoKind;
  readonly basisPoints: number;
  readonly amountMinor: number;
  readonly archived: boolean;
};

export type CodedTier = {
  readonly tierId: TierId;
  readonly visibility: 'public' | 'hidden' | 'code';
  readonly accessCode: string | null;
};

export type ReadCodes = {
  readonly discounts: readonly Discount[];
  /** Tiers that are not public and that these codes open. */
  readonly opened: ReadonlySet<TierId>;
  /** The promo codes among them, each of which counts as a use. */
  readonly used: readonly string[];
};

/** One spelling of what people type. */
export function foldCode(text: string): string {
  return text.trim().toUpperCase();
}

/**
 * PR-5, PR-9: what the codes of a cart are good for. A code that is not known, or not good for this cart now, is refused; what is
 * archived is not known. A code that opens tiers stands beside any other.
 */
export function readCodes(
  typed: readonly string[],
  known: { readonly promos: readonly Promo[]; readonly tiers: readonly CodedTier[] },
  cart: readonly { readonly tierId: TierId }[],
  now: Instant,
): Planned<ReadCodes> {
  const codes = [...new Set(typed.map(foldCode))].filter(code => code !== '');
  if (codes.length > limits.codesPerOrderMax)
    return { kind: 'refused', refusal: refusal('bad-input', { field: 'codes', sentence: 'too many codes' }) };
  const discounts: Discount[] = [];
  const opened = new Set<TierId>();
  const used: string[] = [];
  for (const code of codes) {
    const promo = known.promos.find(each => each.code === code && !each.archived);
    const byTier = known.tiers.filter(tier => tier.visibility === 'code' && foldCode(tier.accessCode ?? '') === code);
    if (promo === undefined && byTier.length === 0) return notValid(code, 'unknown');
    for (const { tierId } of byTier) opened.add(tierId);
    if (promo === undefined) continue;
    used.push(code);
    if (promo.kind !== 'unlock') {
      discounts.push(discountOf(promo));
      continue;
    }
    const why = whyNotDiscount(discountOf(promo), [], cart, now);
    if (why !== null) return notValid(code, why);
    for (const { tierId } of known.tiers) if (promo.tierIds?.includes(tierId) ?? true) opened.add(tierId);
  }
  return { kind: 'planned', plan: { discounts, opened, used } };
}

function discountOf({ kind, basisPoints, amountMinor, archived: _archived, ...rest }: Promo): Discount {
  return {
    ...rest,
    amount: kind === 'percent' ? { kind: 'percent', basisPoints } : { kind: 'fixed', minor: amountMinor },
  };
}

function notValid(code: string, why: string): Planned<never> {
  return { kind: 'refused', refusal: refusal('promo-not-valid', { code, why }) };
}
