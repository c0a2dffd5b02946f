import { editTicketSchema, type TicketView } from '#shared/api/tickets.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadSearchKey } from './load-search-key.ts';
import { ticketView } from './load-ticket.ts';
import { loadTicketFor } from './load-ticket-for.ts';
import { recordTicket } from './record-ticket.ts';
import { ticketAudit } from './ticket-audit.ts';

/** A spelling mistake, a better seat, a word for the door. The code stays good; a new person gets a transfer. */
export async function editTicket(ctx: Ctx, eventId: EventId, ticketId: TicketId, raw: unknown): Promise<TicketView> {
  requirePermission(ctx, 'tickets:edit');
  const changes = definedOnly(editTicketSchema.parse(raw));
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadTicketFor(tx, ctx.orgId, eventId, ticketId, 'edit');
    const searchKey = await loadSearchKey(tx, { ...before, ...changes });
    const after = await recordTicket(tx, before, { ...changes, searchKey });
    await audit(tx, ctx, {
      verb: 'ticket.edit',
      target: ticketId,
      before: ticketAudit(ticketView(before)),
      after: { ...ticketAudit(ticketView(after)), changed: Object.keys(changes) },
    });
    return ticketView(after);
  });
}
