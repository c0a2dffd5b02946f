import { quoteOrderSchema } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { Quote } from '#shared/pricing/quote.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadSaleFacts } from './load-sale-facts.ts';
import { priceCart } from './price-cart.ts';

/** PR-1: what a cart would cost now. Reserves nothing and writes nothing. */
export async function quoteOrder(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Quote> {
  requirePermission(ctx, 'orders:place');
  const { lines } = quoteOrderSchema.parse(raw);
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => priceCart(await loadSaleFacts(tx, ctx.orgId, eventId, ctx.now), lines, ctx.now, ctx.randomBytes),
    { readOnly: true },
  );
}
