import { quoteOrderSchema } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Quote } from '#shared/pricing/quote.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { guardGuessing } from '../promos/guard-guessing.ts';
import { openPromoBook } from '../promos/promo-book.ts';
import { requirePermission } from '../require-permission.ts';
import { loadSaleFacts } from './load-sale-facts.ts';
import { codesOf, requirePayable } from './prepare-order.ts';
import { priceCart } from './price-cart.ts';

/** PR-1: what a cart would cost now, to whom it could be sold. Reserves nothing and writes nothing. */
export async function quoteOrder(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Quote> {
  requirePermission(ctx, 'orders:place');
  const { lines, codes, email } = quoteOrderSchema.parse(raw);
  return guardGuessing(ctx, codes, () =>
    withTenant(
      ctx.db,
      ctx.orgId,
      async tx => {
        const facts = await loadSaleFacts(tx, ctx.orgId, eventId, ctx.now);
        const book = await openPromoBook(tx, ctx.orgId, eventId, { codes, buyers: [email] });
        const read = codesOf(ctx, facts, codes, lines, book.promosFor(email));
        const quote = priceCart(facts, lines, ctx.now, ctx.randomBytes, read.discounts);
        requirePayable(ctx, facts, quote);
        return quote;
      },
      { readOnly: true },
    ),
  );
}
