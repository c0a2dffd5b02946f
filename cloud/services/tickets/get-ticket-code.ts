import { must } from '#shared/kernel/assert.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTicket } from './load-ticket.ts';

/** What the ticket's QR code says: who reads it can enter. */
export async function getTicketCode(
  ctx: Ctx,
  eventId: EventId,
  ticketId: TicketId,
): Promise<{ ticketId: TicketId; code: string }> {
  requirePermission(ctx, 'tickets:edit');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const ticket = await loadTicket(tx, ctx.orgId, eventId, ticketId);
      return { ticketId, code: must(ticket.code ?? ticket.importedCode, 'the code of a ticket') };
    },
    { readOnly: true },
  );
}
