import { mintId, type RandomBytes, type TierId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { checkCart } from '#shared/orders/check-cart.ts';
import type { Discount } from '#shared/pricing/discount-lines.ts';
import { type Quote, quote } from '#shared/pricing/quote.ts';
import type { SaleFacts } from './load-sale-facts.ts';

/** PR-1: the quote of a cart, one line for each tier, or the refusal thrown. */
export function priceCart(
  facts: SaleFacts,
  wanted: readonly { readonly tierId: TierId; readonly quantity: number }[],
  now: Instant,
  randomBytes: RandomBytes,
  discounts: readonly Discount[] = [],
): Quote {
  const quantities = new Map<TierId, number>();
  for (const { tierId, quantity } of wanted) quantities.set(tierId, (quantities.get(tierId) ?? 0) + quantity);
  const cart = [...quantities].map(([tierId, quantity]) => ({
    lineId: mintId('OrderLineId', randomBytes),
    tierId,
    quantity,
  }));
  const wrong = checkCart(cart, facts.tiers);
  if (wrong !== null) throw wrong;
  const currencies = new Set(facts.tiers.filter(tier => quantities.has(tier.tierId)).map(tier => tier.currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) throw refusal('one-currency', { currencies: [...currencies] });
  const { event, organization } = facts;
  return orRefuse(
    quote(
      {
        currency,
        cart,
        prices: facts.tiers.map(tier => ({ ...tier, unitMinor: tier.priceMinor })),
        fees: { mode: event.feeMode, basisPoints: event.feeBasisPoints, perTicketMinor: event.feeMinor },
        taxes: { mode: organization.taxMode, basisPoints: organization.taxBasisPoints },
        discounts,
      },
      now,
    ),
  );
}
