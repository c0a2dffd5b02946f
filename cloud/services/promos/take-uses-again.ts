import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { isUsedUp } from '#shared/pricing/discount-lines.ts';
import { promoUses } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { openPromoBook } from './promo-book.ts';

/**
 * PR-12: whether what an order used of promo codes, and gave back when its places lapsed, is still to be had. Its codes stay locked;
 * called before any pool is. What became of their tiers and times meanwhile does not matter: it was bought by what was true then.
 */
export async function areUsesLeft(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<boolean> {
  const ended = await tx
    .select({ code: promoUses.code })
    .from(promoUses)
    .where(
      and(
        eq(promoUses.orgId, ctx.orgId),
        eq(promoUses.eventId, order.eventId),
        eq(promoUses.orderId, order.orderId),
        isNotNull(promoUses.endedAt),
      ),
    )
    .orderBy(asc(promoUses.code));
  if (ended.length === 0) return true;
  const wanted = { codes: ended.map(({ code }) => code), buyers: [order.buyerEmail] };
  const book = await openPromoBook(tx, ctx.orgId, order.eventId, wanted, { forUpdate: true });
  return book.promosFor(order.buyerEmail).every(promo => isUsedUp(promo) === null);
}

/** PR-12: the order's places are taken again, and with them its uses; their codes are locked. */
export async function takeUsesAgain(tx: Tx, ctx: Ctx, { eventId, orderId }: OrderRecord): Promise<void> {
  await tx.execute(sql`
    with taken as (
      update app.promo_uses set ended_at = null
      where org_id = ${ctx.orgId} and event_id = ${eventId} and order_id = ${orderId} and ended_at is not null
      returning code
    )
    update app.promo_codes c set uses = c.uses + 1 from taken t
    where c.org_id = ${ctx.orgId} and c.event_id = ${eventId} and c.code = t.code`);
}
