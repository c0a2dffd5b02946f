import { blockTicketSchema, type TicketView } from '#shared/api/tickets.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { ticketView } from './load-ticket.ts';
import { loadTicketFor } from './load-ticket-for.ts';
import { recordTicket } from './record-ticket.ts';
import { ticketAudit } from './ticket-audit.ts';

/** CK-7: the door refuses it and shows the text. Undone by unblocking. */
export async function blockTicket(ctx: Ctx, eventId: EventId, ticketId: TicketId, raw: unknown): Promise<TicketView> {
  requirePermission(ctx, 'tickets:edit');
  const { text } = blockTicketSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadTicketFor(tx, ctx.orgId, eventId, ticketId, 'block');
    if (before.blocked === text) return ticketView(before);
    const after = await recordTicket(tx, before, { blocked: text });
    await audit(tx, ctx, {
      verb: 'ticket.block',
      target: ticketId,
      before: ticketAudit(ticketView(before)),
      after: ticketAudit(ticketView(after)),
    });
    return ticketView(after);
  });
}
