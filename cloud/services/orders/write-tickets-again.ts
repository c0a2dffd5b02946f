import { and, asc, eq } from 'drizzle-orm';
import { addMs, type Instant, msBetween } from '#shared/kernel/instant.ts';
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
  const sent = await tx
    .select({ queuedAt: mails.queuedAt })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, order.orgId),
        eq(mails.eventId, order.eventId),
        eq(mails.orderId, order.orderId),
        eq(mails.kind, 'order-confirmed'),
      ),
    )
    .orderBy(asc(mails.queuedAt), asc(mails.mailId));
  // The first one was the order's own.
  const again = sent.slice(1).map(({ queuedAt }) => queuedAt);
  const waitsMs = Math.max(
    waitMs(again, { most: limits.mailResendsPerHour, withinMs: hourMs }, ctx.now),
    waitMs(again, { most: limits.mailResendsPerDay, withinMs: 24 * hourMs }, ctx.now),
  );
  if (waitsMs > 0) throw refusal('too-many-requests', { retryAfterMs: waitsMs });
  await enqueueMail(tx, ctx, {
    kind: 'order-confirmed',
    to: order.buyerEmail,
    language: order.language,
    about: { eventId: order.eventId, orderId: order.orderId },
  });
}

/** How long until one more is allowed: when the oldest of so many is far enough back. */
function waitMs(
  times: readonly Instant[],
  { most, withinMs }: { readonly most: number; readonly withinMs: number },
  now: Instant,
): number {
  const oldest = times.at(-most);
  return oldest === undefined ? 0 : Math.max(0, msBetween(addMs(oldest, withinMs), now));
}
