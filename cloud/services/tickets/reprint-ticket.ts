import { reprintTicketSchema, type TicketView } from '#shared/api/tickets.ts';
import { type EventId, mintId, type TicketId } from '#shared/kernel/ids.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { ticketView } from './load-ticket.ts';
import { loadTicketFor } from './load-ticket-for.ts';
import { replaceTicket } from './replace-ticket.ts';
import { ticketAudit } from './ticket-audit.ts';

/** OR-5: a lost ticket printed anew. What was lost opens no door any more. */
export async function reprintTicket(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  ticketId: TicketId,
  raw: unknown,
): Promise<TicketView> {
  requirePermission(ctx, 'tickets:edit');
  const input = reprintTicketSchema.parse(raw);
  const newTicketId = input.newTicketId ?? mintId('TicketId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'ticket.reprint', key: newTicketId, input: { ticketId, ...input } }, async () => {
      const old = await loadTicketFor(tx, ctx.orgId, eventId, ticketId, 'reprint');
      const after = await replaceTicket(tx, ctx, vault, old, { ticketId: newTicketId, holder: old.holder });
      const before = ticketAudit(ticketView(old));
      await audit(tx, ctx, {
        verb: 'ticket.reprint',
        target: ticketId,
        before,
        after: { ...ticketAudit(after), reason: input.reason },
      });
      return after;
    }),
  );
}
