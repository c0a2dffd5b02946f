import { must } from '#shared/kernel/assert.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { writeTicketsAgain } from '../orders/write-tickets-again.ts';
import { type LinkHeld, openLink } from './open-link.ts';

/** ML-9: the mail with the tickets once more, to the address it went to. */
export async function resendTickets(ctx: Ctx, held: LinkHeld): Promise<{ readonly to: string }> {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { order } = await openLink(tx, ctx, held, { forUpdate: true });
    const mine = must(order, 'the order of a link');
    await writeTicketsAgain(tx, ctx, mine);
    await audit(tx, ctx, { verb: 'order.resend', target: mine.orderId, before: null, after: null });
    return { to: mine.buyerEmail };
  });
}
