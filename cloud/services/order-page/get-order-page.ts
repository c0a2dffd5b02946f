import { and, asc, eq } from 'drizzle-orm';
import type { OrderPageRefund, OrderPageView } from '#shared/api/order-page.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { openUntil } from '#shared/orders/buyer-may.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { holds } from '../../db/tables/orders.ts';
import { refunds } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { hasCreditNote } from '../documents/issue-credit-note.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { type LinkHeld, type OpenedLink, openLink } from './open-link.ts';
import { buyerFacts, loadTheirTickets } from './their-tickets.ts';

/** ML-4: whoever has the link sees this, and changes nothing by looking. */
export async function getOrderPage(ctx: Ctx, held: LinkHeld): Promise<OrderPageView> {
  return withTenant(ctx.db, ctx.orgId, async tx => view(tx, ctx, await openLink(tx, ctx, held)), { readOnly: true });
}

async function view(tx: Tx, ctx: Ctx, opened: OpenedLink): Promise<OrderPageView> {
  const { viewer, event, order } = opened;
  const tiers = await loadTiers(tx, ctx.orgId, event.eventId);
  const theirs = await loadTheirTickets(tx, ctx, opened);
  const facts = buyerFacts(opened);
  const given = viewer === 'holder' || order === null ? [] : await loadGivenBack(tx, order);
  return {
    viewer,
    event,
    order: order === null ? null : shownOrder(order, await payUntil(tx, ctx, order)),
    until: {
      rename: openUntil('rename', facts),
      'pass-on': openUntil('pass-on', facts),
      'give-back': openUntil('give-back', facts),
    },
    tickets: theirs.map(({ record, standing, may, isGuardian }, index) => ({
      ticketId: record.ticketId,
      number: index + 1,
      tierName: tiers.find(tier => tier.tierId === record.tierId)?.name ?? '',
      // What a new holder writes on their ticket is theirs.
      holder: standing.kind === 'passed-on' ? null : record.holder,
      seat: record.seat,
      opensAt: record.opensAt,
      closesAt: record.closesAt,
      standing,
      code: standing.kind === 'valid' || standing.kind === 'used' ? (record.code ?? record.importedCode) : null,
      may,
      isGuardian,
    })),
    refunds: given,
    hasInvoice: viewer === 'buyer' && order !== null && order.totalMinor > 0 && canOrder('invoice', order.state),
  };
}

/** Until when there is something to pay, and it can be. */
async function payUntil(tx: Tx, ctx: Ctx, order: NonNullable<OpenedLink['order']>): Promise<Instant | null> {
  if (!canOrder('pay', order.state) || order.totalMinor === 0) return null;
  const ours = and(eq(holds.orgId, ctx.orgId), eq(holds.orderId, order.orderId), eq(holds.state, 'held'));
  const [hold] = await tx.select().from(holds).where(ours);
  return hold !== undefined && hold.lapsesAt > ctx.now ? hold.lapsesAt : null;
}

function shownOrder(order: NonNullable<OpenedLink['order']>, until: Instant | null): OrderPageView['order'] {
  const { ref, state, buyerName, buyerEmail, language, totalMinor, currency } = order;
  return { ref, state, buyerName, buyerEmail, language, totalMinor, currency, payUntil: until };
}

async function loadGivenBack(
  tx: Tx,
  { orgId, eventId, orderId }: NonNullable<OpenedLink['order']>,
): Promise<OrderPageRefund[]> {
  const rows = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orgId, orgId), eq(refunds.eventId, eventId), eq(refunds.orderId, orderId)))
    .orderBy(asc(refunds.createdAt), asc(refunds.refundId));
  return rows.map(row => ({
    refundId: row.refundId,
    amountMinor: row.amountMinor,
    currency: row.currency,
    // Paid another way, it has arrived as well.
    state: row.settledAs === 'paid-outside' ? 'succeeded' : row.state,
    updatedAt: row.updatedAt,
    hasPaper: hasCreditNote(row),
  }));
}
