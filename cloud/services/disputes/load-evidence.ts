import { and, asc, between, desc, eq, inArray, lt, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Address, OrderView } from '#shared/api/orders.ts';
import { must } from '#shared/kernel/assert.ts';
import { type Instant, toLocal } from '#shared/kernel/instant.ts';
import { currencyExponent } from '#shared/kernel/money.ts';
import { type EvidenceFacts, type PriorSale, priorWindow } from '#shared/orders/plan-evidence.ts';
import { mails } from '../../db/tables/mail.ts';
import { orders, tickets } from '../../db/tables/orders.ts';
import { checkoutTraces, disputes, payments } from '../../db/tables/selling.ts';
import { scans } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { keptSettlements } from '../payments/kept-payment.ts';
import { loadRefundsOf } from '../refunds/load-refund.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { DisputeRecord } from './load-dispute.ts';

const rowsMax = 200;
const priorsMax = 20;

/** OR-15: everything on record about a disputed sale. */
export async function loadEvidence(tx: Tx, ctx: Ctx, dispute: DisputeRecord): Promise<EvidenceFacts> {
  const order = await loadOrder(tx, ctx.orgId, dispute.orderId);
  const event = await loadEvent(tx, ctx.orgId, order.eventId);
  const { name } = await loadOrganization(tx, ctx.orgId);
  const tiers = await loadTiers(tx, ctx.orgId, order.eventId);
  const refunds = await loadRefundsOf(tx, ctx.orgId, order.orderId);
  const checkout = await loadTrace(tx, order);
  // Written by `priceCart`, never touched since.
  const quote = order.quote as OrderView['quote'];
  return {
    dispute: { disputeId: dispute.disputeId, reason: dispute.reason, openedAt: dispute.openedAt },
    organization: name,
    event: {
      title: event.title,
      venue: event.venue,
      startsAt: event.startsAt,
      date: toLocal(event.startsAt, event.zone).date,
    },
    order: {
      ref: order.ref,
      placedAt: order.createdAt,
      paid: amount(order.totalMinor, order.currency),
      buyer: {
        name: order.buyerName,
        email: order.buyerEmail,
        phone: order.buyerPhone,
        // Written through the schema of an address.
        address: addressLine(order.buyerAddress as Address | null),
      },
      lines: quote.lines.map(
        line => `${line.quantity} × ${tiers.find(({ tierId }) => tierId === line.tierId)?.name ?? 'ticket'}`,
      ),
    },
    checkout,
    mails: await loadMails(tx, order),
    scans: await loadScans(tx, order),
    refunds: refunds.map(
      row => `${row.createdAt} ${amount(row.amountMinor, row.currency)} (${row.kind}): ${row.state}`,
    ),
    prior: await loadPrior(tx, order, dispute.openedAt, checkout?.address ?? null),
  };
}

function amount(minor: number, currency: string): string {
  const digits = currencyExponent(currency);
  return `${currency} ${(minor / 10 ** digits).toFixed(digits)}`;
}

function addressLine(address: Address | null): string | null {
  if (address === null) return null;
  return `${address.street}, ${address.postalCode} ${address.city}, ${address.country}`;
}

async function loadTrace(tx: Tx, { orgId, orderId }: OrderRecord): Promise<EvidenceFacts['checkout']> {
  const [row] = await tx
    .select({
      termsText: checkoutTraces.termsText,
      termsAcceptedAt: checkoutTraces.termsAcceptedAt,
      address: checkoutTraces.address,
      device: checkoutTraces.device,
    })
    .from(checkoutTraces)
    .where(and(eq(checkoutTraces.orgId, orgId), eq(checkoutTraces.orderId, orderId)));
  return row ?? null;
}

async function loadMails(tx: Tx, { orgId, eventId, orderId }: OrderRecord): Promise<EvidenceFacts['mails']> {
  return tx
    .select({ kind: mails.kind, recipient: mails.recipient, sentAt: mails.sentAt, deliveredAt: mails.deliveredAt })
    .from(mails)
    .where(and(eq(mails.orgId, orgId), eq(mails.eventId, eventId), eq(mails.orderId, orderId)))
    .orderBy(asc(mails.queuedAt), asc(mails.mailId))
    .limit(rowsMax);
}

const undos = alias(scans, 'undos');

async function loadScans(tx: Tx, { orgId, eventId, orderId }: OrderRecord): Promise<EvidenceFacts['scans']> {
  const rows = await tx
    .select({
      at: scans.at,
      holder: tickets.holder,
      gate: scans.gateName,
      station: scans.stationName,
      operator: scans.operatorName,
      kind: scans.kind,
    })
    .from(scans)
    .innerJoin(
      tickets,
      and(
        eq(tickets.orgId, scans.orgId),
        eq(tickets.eventId, scans.eventId),
        eq(tickets.ticketId, sql`${scans.ticketId}`),
      ),
    )
    .where(
      and(
        eq(scans.orgId, orgId),
        eq(scans.eventId, eventId),
        eq(tickets.orderId, orderId),
        inArray(scans.kind, ['in', 'out']),
        // What was taken back at the door is no entry.
        notExists(
          tx
            .select({ one: sql`1` })
            .from(undos)
            .where(
              and(
                eq(undos.orgId, scans.orgId),
                eq(undos.eventId, scans.eventId),
                eq(undos.kind, 'undo'),
                eq(undos.undoesScanId, scans.scanId),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(scans.at), asc(scans.scanId))
    .limit(rowsMax);
  return rows.map(({ kind, gate, ...row }) => ({
    ...row,
    gate: gate ?? 'the door',
    direction: kind === 'out' ? 'out' : 'in',
  }));
}

/** Sales to the same mail address that were paid before and never disputed; of too many those that a card scheme counts. */
async function loadPrior(
  tx: Tx,
  order: OrderRecord,
  openedAt: Instant,
  address: string | null,
): Promise<readonly PriorSale[]> {
  if (order.buyerEmail === '') return [];
  const { from, until } = priorWindow(openedAt);
  const counts = and(between(payments.settledAt, from, until), eq(checkoutTraces.address, address ?? ''));
  const rows = await tx
    .select({
      chargeId: payments.chargeId,
      ref: orders.ref,
      paidAt: payments.settledAt,
      amountMinor: payments.amountMinor,
      email: orders.buyerEmail,
      address: checkoutTraces.address,
      device: checkoutTraces.device,
    })
    .from(orders)
    .innerJoin(payments, and(eq(payments.orgId, orders.orgId), eq(payments.orderId, orders.orderId)))
    .leftJoin(checkoutTraces, and(eq(checkoutTraces.orgId, orders.orgId), eq(checkoutTraces.orderId, orders.orderId)))
    .where(
      and(
        eq(orders.orgId, order.orgId),
        ne(orders.orderId, order.orderId),
        sql`lower(${orders.buyerEmail}) = lower(${order.buyerEmail})`,
        lt(payments.settledAt, order.createdAt),
        inArray(payments.settled, [...keptSettlements]),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(disputes)
            .where(and(eq(disputes.orgId, orders.orgId), eq(disputes.orderId, orders.orderId))),
        ),
      ),
    )
    .orderBy(desc(sql`coalesce(${counts}, false)`), desc(payments.settledAt))
    .limit(priorsMax);
  const latestFirst = rows.toSorted((a, b) => (b.paidAt ?? '').localeCompare(a.paidAt ?? ''));
  return latestFirst.flatMap(({ chargeId, paidAt, ...sale }) =>
    chargeId === null ? [] : [{ ...sale, chargeId, paidAt: must(paidAt, 'when a settled payment was settled') }],
  );
}
