import type { TicketView } from '#shared/api/tickets.ts';
import type { EventId, TicketId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTicket, ticketView } from './load-ticket.ts';

export async function getTicket(ctx: Ctx, eventId: EventId, ticketId: TicketId): Promise<TicketView> {
  requirePermission(ctx, 'tickets:read');
  return withTenant(ctx.db, ctx.orgId, async tx => ticketView(await loadTicket(tx, ctx.orgId, eventId, ticketId)), {
    readOnly: true,
  });
}
