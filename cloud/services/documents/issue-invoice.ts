import { and, desc, eq, inArray } from 'drizzle-orm';
import type { DocumentContent } from '#shared/api/documents.ts';
import type { Address, OrderView } from '#shared/api/orders.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import { isTaxedAt } from '#shared/pricing/tax-of.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import { payments } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { keptSettlements } from '../payments/kept-payment.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { type DocumentDraft, issueDocument } from './issue-document.ts';

/** DO-1: the invoice of an order that was paid. */
export function issueInvoice(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<DocumentContent> {
  if (!canOrder('invoice', order.state) || order.totalMinor === 0)
    throw refusal('wrong-state', { action: 'invoice', state: order.state });
  return issueDocument(tx, ctx, order, { series: 'invoice', refundId: null }, () => draftInvoice(tx, order));
}

async function draftInvoice(tx: Tx, order: OrderRecord): Promise<DocumentDraft> {
  const { common, quote, nameOf, rate } = await loadPaperFacts(tx, order);
  return {
    ...common,
    series: 'invoice',
    lines: quote.lines.map(line => ({
      text: nameOf(line.tierId),
      quantity: line.quantity,
      unitMinor: line.unitMinor,
      discountMinor: line.discountMinor,
      feeMinor: quote.feeMode === 'passed-on' ? line.feeMinor : 0,
      taxMinor: line.taxMinor,
      totalMinor: line.totalMinor,
    })),
    tax: { mode: quote.taxMode, basisPoints: rate, minor: quote.taxMinor },
    totalMinor: quote.totalMinor,
    paidAt: await loadPaidAt(tx, order),
    corrects: null,
  };
}

/** What invoice and credit note of an order have in common. */
export async function loadPaperFacts(tx: Tx, order: OrderRecord) {
  const organization = await loadOrganization(tx, order.orgId);
  const event = await loadEvent(tx, order.orgId, order.eventId);
  const tiers = await loadTiers(tx, order.orgId, order.eventId);
  // Written by `priceCart`, never touched since.
  const quote = order.quote as OrderView['quote'];
  const { name, imprint, accent, zone } = organization;
  const common = {
    languages: [...new Set([chooseLanguage(order.language), organization.defaultLanguage])],
    zone,
    seller: { name, imprint, accent },
    buyer: { name: order.buyerName, email: order.buyerEmail, address: addressLines(order) },
    orderRef: order.ref,
    event: { title: event.title, startsAt: event.startsAt, zone: event.zone },
    currency: order.currency,
  };
  return {
    common,
    quote,
    /** DO-3: the organization's, where it is the one the order was sold at. */
    rate: isTaxedAt(quote, organization.taxBasisPoints) ? organization.taxBasisPoints : null,
    nameOf: (tierId: string) => tiers.find(tier => tier.tierId === tierId)?.name ?? '',
  };
}

function addressLines(order: OrderRecord): string[] {
  // Written through the schema of an address.
  const address = order.buyerAddress as Address | null;
  if (address === null) return [];
  return [address.street, `${address.postalCode} ${address.city}`.trim(), address.country].filter(line => line !== '');
}

async function loadPaidAt(tx: Tx, { orgId, eventId, orderId }: OrderRecord): Promise<Instant | null> {
  const [payment] = await tx
    .select({ settledAt: payments.settledAt })
    .from(payments)
    .where(
      and(
        eq(payments.orgId, orgId),
        eq(payments.eventId, eventId),
        eq(payments.orderId, orderId),
        inArray(payments.settled, [...keptSettlements]),
      ),
    )
    .orderBy(desc(payments.attempt))
    .limit(1);
  return payment?.settledAt ?? null;
}
