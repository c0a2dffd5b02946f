import { and, asc, eq, gte, inArray, isNotNull, ne, notExists, sql } from 'drizzle-orm';
import type { EventId } from '#shared/kernel/ids.ts';
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
export type EventChange = 'times' | 'place';

export type BuyersToTell = {
  readonly eventId: EventId;
  readonly change: EventChange;
  /** When it was changed: who had a mail about it since has been told. */
  readonly since: Instant;
};

/** ML-10: everybody who comes is told once that the event has moved: buyers, and those a ticket was passed on to. */
export async function tellBuyers(ctx: Ctx, wanted: BuyersToTell): Promise<void> {
  let told: number;
  do told = await withTenant(ctx.db, ctx.orgId, tx => tellPage(tx, ctx, wanted));
  while (told === limits.pageSizeMax);
}

async function tellPage(tx: Tx, ctx: Ctx, { eventId, change, since }: BuyersToTell): Promise<number> {
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
  const page = await tx
    .select({ orderId: orders.orderId, email: orders.buyerEmail, language: orders.language })
    .from(orders)
    .where(
      and(
        eq(orders.orgId, ctx.orgId),
        eq(orders.eventId, eventId),
        inArray(orders.state, [...statesForOrder('tell-change')]),
        ne(orders.buyerEmail, ''),
        notExists(toldSince),
      ),
    )
    .orderBy(asc(orders.orderId))
    .limit(limits.pageSizeMax);
  for (const { orderId, email, language } of page) {
    const about = { eventId, orderId, change };
    await enqueueMail(tx, ctx, { kind: 'event-changed', to: email, language, about });
    for (const { ticketId, heldBy } of await loadPassedOn(tx, ctx, eventId, orderId))
      await enqueueMail(tx, ctx, { kind: 'event-changed', to: heldBy ?? '', language, about: { ...about, ticketId } });
  }
  return page.length;
}

function loadPassedOn(tx: Tx, ctx: Ctx, eventId: EventId, orderId: (typeof orders.$inferSelect)['orderId']) {
  return tx
    .select({ ticketId: tickets.ticketId, heldBy: tickets.heldBy })
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, ctx.orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.orderId, orderId),
        eq(tickets.state, 'valid'),
        isNotNull(tickets.heldBy),
      ),
    );
}
