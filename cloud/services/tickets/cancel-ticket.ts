import { type CancelledTicket, cancelTicketSchema } from '#shared/api/tickets.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadChildren } from './load-children.ts';
import { loadTicket, ticketView } from './load-ticket.ts';
import { loadTicketFor } from './load-ticket-for.ts';
import { ticketAudit } from './ticket-audit.ts';
import { voidTickets } from './void-tickets.ts';

/** OR-5: one ticket is void and its places are free again. Money is given back by a refund, which is a verb of its own. */
export async function cancelTicket(
  ctx: Ctx,
  eventId: EventId,
  ticketId: TicketId,
  raw: unknown,
): Promise<CancelledTicket> {
  requirePermission(ctx, 'tickets:edit');
  const { reason } = cancelTicketSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadTicketFor(tx, ctx.orgId, eventId, ticketId, 'cancel');
    await voidTickets(tx, ctx, eventId, { ticketIds: [ticketId] });
    const after = await loadTicket(tx, ctx.orgId, eventId, ticketId);
    await audit(tx, ctx, {
      verb: 'ticket.cancel',
      target: ticketId,
      before: ticketAudit(ticketView(before)),
      after: { ...ticketAudit(ticketView(after)), reason },
    });
    const children = await loadChildren(tx, before, [ticketId]);
    return { ...ticketView(after), childrenLeftAlone: children.map(({ childTicketId }) => childTicketId) };
  });
}
