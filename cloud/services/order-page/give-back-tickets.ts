import { z } from 'zod';
import type { RefundPreview } from '#shared/api/refunds.ts';
import { must } from '#shared/kernel/assert.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { planRefund } from '#shared/orders/plan-refund.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { orderSummary } from '../orders/load-order.ts';
import { orderAudit } from '../orders/order-audit.ts';
import { giveBack, previewOf } from '../refunds/give-back.ts';
import { loadRefundFacts } from '../refunds/load-refund-facts.ts';
import { type LinkHeld, type OpenedLink, openLink } from './open-link.ts';
import { loadTheirTickets } from './their-tickets.ts';

const ticketIds = z.array(idSchema('TicketId')).min(1).max(limits.ticketsPerOrderMax);
export const previewGiveBackSchema = z.strictObject({ ticketIds });
/** The id is minted with the form, so that pressing twice gives back once. */
export const giveBackSchema = z.strictObject({ refundId: idSchema('RefundId'), ticketIds });

/** ML-8: what would come back for these tickets; nothing changes. */
export async function previewGiveBack(ctx: Ctx, held: LinkHeld, raw: unknown): Promise<RefundPreview> {
  const input = previewGiveBackSchema.parse(raw);
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const { order, wish } = await wishOf(tx, ctx, await openLink(tx, ctx, held), input.ticketIds);
      const { facts } = await loadRefundFacts(tx, ctx, order);
      return previewOf(orRefuse(planRefund(facts, wish)), order.currency);
    },
    { readOnly: true },
  );
}

/** ML-8: the buyer gives tickets back for their money, without asking. */
export async function giveBackTickets(ctx: Ctx, held: LinkHeld, raw: unknown): Promise<RefundPreview> {
  const { refundId, ticketIds } = giveBackSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const opened = await openLink(tx, ctx, held, { forUpdate: true });
    const once = { verb: 'ticket.give-back', key: refundId, input: { orderId: opened.order?.orderId, ticketIds } };
    return answerOnce(tx, ctx, once, async () => {
      const { order, wish } = await wishOf(tx, ctx, opened, ticketIds);
      const { plan } = await giveBack(tx, ctx, order, wish, { refundId, reason: 'Given back by the buyer' });
      const made = previewOf(plan, order.currency);
      await audit(tx, ctx, {
        verb: 'ticket.give-back',
        target: order.orderId,
        before: orderAudit(orderSummary(order)),
        after: made,
      });
      return made;
    });
  });
}

/** Guardians take their children along (OR-2), so that none would stand at the door alone. */
async function wishOf(tx: Tx, ctx: Ctx, opened: OpenedLink, named: readonly TicketId[]) {
  const theirs = await loadTheirTickets(tx, ctx, opened);
  const children = theirs.filter(({ record }) => named.includes(record.ticketId)).flatMap(({ childIds }) => childIds);
  const all = [...new Set([...named, ...children])];
  for (const ticketId of all) {
    const ticket = theirs.find(({ record }) => record.ticketId === ticketId);
    if (ticket === undefined) throw refusal('not-found');
    if (!ticket.may['give-back']) throw refusal('not-open-to-buyers', { action: 'give-back' });
  }
  const order = must(opened.order, 'the order of a buyer');
  const returnsFee = opened.event.buyerRules.refundsReturnFee;
  return { order, wish: { kind: 'tickets' as const, ticketIds: all, returnsFee } };
}
