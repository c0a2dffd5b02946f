import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { recordRefund } from '../refunds/record-refund.ts';
import type { SettlementTarget } from './apply-settlement.ts';

const kinds = { late: 'late', 'code-used': 'late', twice: 'duplicate', mismatch: 'mismatch' } as const;
const reasons = {
  late: 'Paid after the places were gone',
  'code-used': 'Paid after the promo code was used up',
  twice: 'Paid twice',
  mismatch: 'Another sum than the order came to',
} as const;

/** IN-2, PR-12: the whole payment goes back, with what the platform took of it. No sale was booked, so none is taken back. */
export async function returnPayment(
  tx: Tx,
  ctx: Ctx,
  { order, payment }: SettlementTarget,
  why: keyof typeof kinds,
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
  if (kinds[why] === 'late')
    await enqueueMail(tx, ctx, {
      kind: 'paid-too-late',
      to: order.buyerEmail,
      language: order.language,
      about: {
        eventId: order.eventId,
        orderId: order.orderId,
        ...(why === 'code-used' ? { codeUsed: true as const } : {}),
      },
    });
}
