import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { recordRefund } from '../refunds/record-refund.ts';
import type { SettlementTarget } from './apply-settlement.ts';

const kinds = { late: 'late', twice: 'duplicate', mismatch: 'mismatch' } as const;
const reasons = {
  late: 'Paid after the places were gone',
  twice: 'Paid twice',
  mismatch: 'Another sum than the order came to',
} as const;

/** IN-2: the whole payment goes back, with what the platform took of it. No sale was booked, so none is taken back. */
export async function returnPayment(
  tx: Tx,
  ctx: Ctx,
  { order, payment }: SettlementTarget,
  why: 'late' | 'twice' | 'mismatch',
): Promise<void> {
  await recordRefund(tx, ctx, {
    payment,
    order,
    kind: kinds[why],
    amountMinor: payment.amountMinor,
    ticketIds: [],
    returnsFee: true,
    reason: why === 'late' && order.state === 'cancelled' ? 'Paid after the order was cancelled' : reasons[why],
  });
  if (why === 'late')
    await enqueueMail(tx, ctx, {
      kind: 'paid-too-late',
      to: order.buyerEmail,
      language: order.language,
      about: { eventId: order.eventId, orderId: order.orderId },
    });
}
