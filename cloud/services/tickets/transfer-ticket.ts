import { type TicketView, transferTicketSchema } from '#shared/api/tickets.ts';
import { type EventId, mintId, type TicketId } from '#shared/kernel/ids.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { type TicketRecord, ticketView } from './load-ticket.ts';
import { loadTicketFor } from './load-ticket-for.ts';
import { replaceTicket } from './replace-ticket.ts';
import { ticketAudit } from './ticket-audit.ts';

/** OR-5: another person goes. The former holder's code opens no door any more. */
export async function transferTicket(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  ticketId: TicketId,
  raw: unknown,
): Promise<TicketView> {
  requirePermission(ctx, 'tickets:edit');
  const input = transferTicketSchema.parse(raw);
  const newTicketId = input.newTicketId ?? mintId('TicketId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'ticket.transfer', key: newTicketId, input: { ticketId, ...input } }, async () => {
      const old = await loadTicketFor(tx, ctx.orgId, eventId, ticketId, 'transfer');
      const after = await replaceTicket(tx, ctx, vault, old, {
        ticketId: newTicketId,
        holder: input.holder,
        ...(input.email === undefined ? {} : { heldBy: input.email }),
      });
      if (input.email !== undefined) await tellHolder(tx, ctx, old, newTicketId, input.email);
      await audit(tx, ctx, {
        verb: 'ticket.transfer',
        target: ticketId,
        before: ticketAudit(ticketView(old)),
        after: { ...ticketAudit(after), reason: input.reason ?? null },
      });
      return after;
    }),
  );
}

async function tellHolder(tx: Tx, ctx: Ctx, old: TicketRecord, ticketId: TicketId, to: string): Promise<void> {
  const { eventId, orderId } = old;
  const language = orderId === null ? 'en' : (await loadOrder(tx, ctx.orgId, orderId)).language;
  await enqueueMail(tx, ctx, { kind: 'ticket-transferred', to, language, about: { eventId, orderId, ticketId } });
}
