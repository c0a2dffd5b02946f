import { and, asc, eq, exists, gt, gte, inArray, isNotNull, ne, notExists, or, sql } from 'drizzle-orm';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { statesForOrder } from '#shared/orders/order-actions.ts';
import { mails } from '../../db/tables/mail.ts';
import { orders, tickets } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';

export const tellBuyersJobName = 'tell-buyers';

/** What of an event may change so that those who come have to know. */
export type EventChange = 'times' | 'place' | 'cancelled';

export type BuyersToTell = {
  readonly eventId: EventId;
  readonly change: EventChange;
  /** When it was changed: who had a mail about it since has been told. */
  readonly since: Instant;
};

/**
 * ML-10, ML-12: everybody who comes is told once that the event has moved or was cancelled: buyers, and those a ticket was passed
 * on to. Of a cancelled one also who has not paid yet, and whose order somebody ended since.
 */
export async function tellBuyers(ctx: Ctx, wanted: BuyersToTell): Promise<void> {
  let after: OrderId | null = null;
  do after = await withTenant(ctx.db, ctx.orgId, tx => tellPage(tx, ctx, wanted, after));
  while (after !== null);
}

/** The last order of the page; null when it was the last page. */
async function tellPage(tx: Tx, ctx: Ctx, wanted: BuyersToTell, after: OrderId | null): Promise<OrderId | null> {
  const { eventId, change } = wanted;
  const page = await loadPage(tx, ctx, wanted, after);
  for (const { orderId, email, language } of page) {
    const about = { eventId, orderId, change };
    await enqueueMail(tx, ctx, { kind: 'event-changed', to: email, language, about });
    const passedOn = await tx
      .select({ ticketId: tickets.ticketId, heldBy: tickets.heldBy })
      .from(tickets)
      .where(and(isPassedOn(ctx, wanted), eq(tickets.orderId, orderId)))
      .orderBy(asc(tickets.ticketId));
    for (const { ticketId, heldBy } of passedOn)
      await enqueueMail(tx, ctx, { kind: 'event-changed', to: heldBy ?? '', language, about: { ...about, ticketId } });
  }
  return page.length < limits.pageSizeMax ? null : (page.at(-1)?.orderId ?? null);
}

function loadPage(tx: Tx, ctx: Ctx, wanted: BuyersToTell, after: OrderId | null) {
  const { eventId, change, since } = wanted;
  const toldSince = tx
    .select({ one: sql`1` })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, ctx.orgId),
        eq(mails.eventId, eventId),
        eq(mails.orderId, orders.orderId),
        eq(mails.kind, 'event-changed'),
        gte(mails.queuedAt, since),
      ),
    );
  const passedOn = tx
    .select({ one: sql`1` })
    .from(tickets)
    .where(and(isPassedOn(ctx, wanted), eq(tickets.orderId, orders.orderId)));
  return tx
    .select({ orderId: orders.orderId, email: orders.buyerEmail, language: orders.language })
    .from(orders)
    .where(
      and(
        eq(orders.orgId, ctx.orgId),
        eq(orders.eventId, eventId),
        change === 'cancelled' ? wasComing(since) : inArray(orders.state, [...statesForOrder('tell-change')]),
        or(ne(orders.buyerEmail, ''), exists(passedOn)),
        notExists(toldSince),
        after === null ? undefined : gt(orders.orderId, after),
      ),
    )
    .orderBy(asc(orders.orderId))
    .limit(limits.pageSizeMax);
}

/** A batch may be giving back at this moment. */
function wasComing(since: Instant) {
  return or(
    inArray(orders.state, [...statesForOrder('tell-change'), ...statesForOrder('cancel')]),
    and(inArray(orders.state, ['refunded', 'cancelled']), gte(orders.updatedAt, since)),
  );
}

function isPassedOn(ctx: Ctx, { eventId, change, since }: BuyersToTell) {
  const good = eq(tickets.state, 'valid');
  const diedSince = and(inArray(tickets.state, ['cancelled', 'refunded']), gte(tickets.stateSince, since));
  return and(
    eq(tickets.orgId, ctx.orgId),
    eq(tickets.eventId, eventId),
    isNotNull(tickets.heldBy),
    change === 'cancelled' ? or(good, diedSince) : good,
  );
}
