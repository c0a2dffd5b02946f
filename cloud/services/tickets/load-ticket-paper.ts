import { and, asc, eq, isNull } from 'drizzle-orm';
import { chooseLanguage } from '#shared/wording/language.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { eventFacts } from '../mail/load-letter.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import type { TicketPaper } from '../papers.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { TicketRecord } from './load-ticket.ts';

/** The buyer's own tickets that open a door, ready for paper; null when there are none. ML-7: those passed on are others'. */
export async function loadOrderPaper(
  tx: Tx,
  ctx: Pick<Ctx, 'now'>,
  order: OrderRecord,
  language: string,
): Promise<TicketPaper | null> {
  const rows = await tx
    .select()
    .from(tickets)
    .where(
      and(
        eq(tickets.orgId, order.orgId),
        eq(tickets.eventId, order.eventId),
        eq(tickets.orderId, order.orderId),
        eq(tickets.state, 'valid'),
        isNull(tickets.heldBy),
      ),
    )
    .orderBy(asc(tickets.createdAt), asc(tickets.ticketId));
  return rows.length === 0 ? null : loadPaper(tx, ctx, rows, order.ref, language);
}

/** Tickets of one event on paper. */
export async function loadPaper(
  tx: Tx,
  ctx: Pick<Ctx, 'now'>,
  rows: readonly TicketRecord[],
  orderRef: string,
  language: string,
): Promise<TicketPaper | null> {
  const [first] = rows;
  if (first === undefined) return null;
  const { name, accent, imprint } = await loadOrganization(tx, first.orgId);
  const event = await loadEvent(tx, first.orgId, first.eventId);
  const tiers = await loadTiers(tx, first.orgId, first.eventId);
  return {
    language: chooseLanguage(language),
    brand: { name, accent, imprint },
    event: eventFacts(event),
    orderRef,
    drawnAt: ctx.now,
    tickets: rows.map((row, index) => ({
      number: index + 1,
      count: rows.length,
      code: row.code ?? row.importedCode ?? '',
      tierName: tiers.find(tier => tier.tierId === row.tierId)?.name ?? '',
      holder: row.holder,
      seat: row.seat,
      opensAt: row.opensAt,
      closesAt: row.closesAt,
    })),
  };
}
