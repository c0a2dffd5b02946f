import { and, eq, gt, or, sql } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { actorName } from '../../db/audit.ts';
import { mails } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { tellStaff } from '../members/tell-staff.ts';
import { loadOrder } from '../orders/load-order.ts';
import { hasNoClaim, type RefundRecord } from './load-refund.ts';

/**
 * OR-20: whoever may refund is written to, once an hour for an event whose refunds fail by the hundred, and the buyer too if they
 * were told that their money is on its way. One that nobody has a claim from is shown and told to nobody.
 */
export async function tellOfFailedRefund(tx: Tx, ctx: Ctx, refund: RefundRecord): Promise<void> {
  if (hasNoClaim(refund)) return;
  const { refundId, eventId, orderId } = refund;
  if (!(await wereStaffTold(tx, ctx, refund)))
    await tellStaff(tx, ctx, 'refunds:make', { kind: 'refund-failed', about: { eventId, refundId } });
  if (!(await wasBuyerTold(tx, ctx, refund))) return;
  const { buyerEmail: to, language } = await loadOrder(tx, ctx.orgId, orderId);
  await enqueueMail(tx, ctx, { kind: 'refund-delayed', to, language, about: { eventId, orderId, refundId } });
}

async function wereStaffTold(tx: Tx, ctx: Ctx, { eventId }: RefundRecord): Promise<boolean> {
  const told = await tx
    .select({ mailId: mails.mailId })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, ctx.orgId),
        eq(mails.eventId, eventId),
        eq(mails.kind, 'refund-failed'),
        gt(mails.queuedAt, addMs(ctx.now, -limits.refundFailedMailEveryMs)),
      ),
    )
    .limit(1);
  return told.length > 0;
}

/** By a mail, or by the page they gave their tickets back on. What tries again is the office's affair until it arrives. */
async function wasBuyerTold(tx: Tx, ctx: Ctx, refund: RefundRecord): Promise<boolean> {
  const { eventId, orderId, refundId, kind, retryOf, requestedBy } = refund;
  const first = retryOf === null;
  if (first && requestedBy === actorName({ kind: 'buyer' })) return true;
  const told = await tx
    .select({ mailId: mails.mailId })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, ctx.orgId),
        eq(mails.eventId, eventId),
        eq(mails.orderId, orderId),
        or(
          and(eq(mails.kind, 'refund-made'), sql`${mails.about} ->> 'refundId' = ${refundId}`),
          first && kind === 'late' ? eq(mails.kind, 'paid-too-late') : undefined,
        ),
      ),
    )
    .limit(1);
  return told.length > 0;
}
