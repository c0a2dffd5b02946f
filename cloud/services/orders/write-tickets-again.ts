import { and, eq, gt } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { canOrder, whyNotOrder } from '#shared/orders/order-actions.ts';
import { mails } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { OrderRecord } from './load-order.ts';

const hourMs = 3_600_000;

/** ML-9: the mail with the tickets again, of an order that is locked, as often as is fair to whoever owns the address. */
export async function writeTicketsAgain(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<void> {
  if (!canOrder('resend', order.state))
    throw refusal('wrong-state', { action: 'resend', ...whyNotOrder('resend', order.state) });
  if (order.buyerEmail === '') throw refusal('no-address');
  const earlier = await tx
    .select({ queuedAt: mails.queuedAt })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, order.orgId),
        eq(mails.eventId, order.eventId),
        eq(mails.orderId, order.orderId),
        eq(mails.kind, 'order-confirmed'),
        gt(mails.queuedAt, addMs(ctx.now, -24 * hourMs)),
      ),
    );
  const lately = earlier.filter(({ queuedAt }) => queuedAt > addMs(ctx.now, -hourMs)).length;
  if (lately >= limits.mailResendsPerHour || earlier.length >= limits.mailResendsPerDay)
    throw refusal('too-many-requests', { retryAfterMs: hourMs });
  await enqueueMail(tx, ctx, {
    kind: 'order-confirmed',
    to: order.buyerEmail,
    language: order.language,
    about: { eventId: order.eventId, orderId: order.orderId },
  });
}
