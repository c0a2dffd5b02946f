import { and, eq } from 'drizzle-orm';
import type { DocumentContent } from '#shared/api/documents.ts';
import type { RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { addParts, noParts, sumOfParts } from '#shared/pricing/sale-parts.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { loadRefundsOf, type RefundRecord } from '../refunds/load-refund.ts';
import { type DocumentDraft, issueDocument } from './issue-document.ts';
import { issueInvoice, loadPaperFacts } from './issue-invoice.ts';

/** DO-2: what was given back of an order, as a correction of its invoice, which is issued first where nobody had asked for it. */
export async function issueCreditNote(
  tx: Tx,
  ctx: Ctx,
  order: OrderRecord,
  refundId: RefundId,
): Promise<DocumentContent> {
  const ofOrder = await loadRefundsOf(tx, order.orgId, order.orderId);
  const asked = ofOrder.find(refund => refund.refundId === refundId);
  if (asked === undefined) throw refusal('not-found');
  if (!hasCreditNote(asked)) throw refusal('wrong-state', { action: 'credit-note', state: asked.state });
  // However often it was tried, the sale was taken back once, and has one number.
  const refund = firstTry(ofOrder, asked);
  const invoice = await issueInvoice(tx, ctx, order);
  return issueDocument(tx, ctx, order, { series: 'credit-note', refundId: refund.refundId }, () =>
    draftCreditNote(tx, order, refund, invoice.number),
  );
}

/** A payment that came late or twice was no sale; what failed was given back by no one, unless it was paid another way. */
export function hasCreditNote({ lines, state, settledAs }: RefundRecord): boolean {
  return lines.length > 0 && (state !== 'failed' || settledAs === 'paid-outside');
}

function firstTry(ofOrder: readonly RefundRecord[], refund: RefundRecord): RefundRecord {
  const before = ofOrder.find(({ refundId }) => refundId === refund.retryOf);
  return before === undefined ? refund : firstTry(ofOrder, before);
}

async function draftCreditNote(
  tx: Tx,
  order: OrderRecord,
  refund: RefundRecord,
  corrects: string,
): Promise<DocumentDraft> {
  const { common, quote, nameOf, rate } = await loadPaperFacts(tx, order);
  const counts = await countByLine(tx, refund);
  const given = refund.lines.filter(line => sumOfParts(line.given) !== 0);
  const taxMinor = given.map(line => line.given).reduce(addParts, noParts).taxMinor;
  return {
    ...common,
    series: 'credit-note',
    lines: given.map(({ lineId, given: parts }) => {
      const count = counts.get(lineId) ?? 0;
      const name = nameOf(quote.lines.find(line => line.lineId === lineId)?.tierId ?? '');
      const shown = quote.taxMode === 'inclusive' ? sumOfParts(parts) : parts.ticketMinor + parts.feeMinor;
      return {
        text: count > 1 ? `${name} × ${count}` : name,
        quantity: 1,
        unitMinor: -shown,
        discountMinor: 0,
        feeMinor: 0,
        taxMinor: -parts.taxMinor,
        totalMinor: -sumOfParts(parts),
      };
    }),
    tax: { mode: quote.taxMode, basisPoints: rate, minor: -taxMinor },
    totalMinor: -refund.amountMinor,
    paidAt: null,
    corrects,
  };
}

async function countByLine(tx: Tx, refund: RefundRecord): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ ticketId: tickets.ticketId, lineId: tickets.lineId })
    .from(tickets)
    .where(
      and(eq(tickets.orgId, refund.orgId), eq(tickets.eventId, refund.eventId), eq(tickets.orderId, refund.orderId)),
    );
  const counts = new Map<string, number>();
  for (const { ticketId, lineId } of rows)
    if (lineId !== null && refund.ticketIds.includes(ticketId)) counts.set(lineId, (counts.get(lineId) ?? 0) + 1);
  return counts;
}
