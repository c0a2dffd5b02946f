import { z } from 'zod';
import { nameSchema } from '#shared/api/fields.ts';
import type { TicketView } from '#shared/api/tickets.ts';
import { emailSchema } from '#shared/kernel/email.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { KeyVault } from '../ports.ts';
import { ticketView } from '../tickets/load-ticket.ts';
import { replaceTicket } from '../tickets/replace-ticket.ts';
import { ticketAudit } from '../tickets/ticket-audit.ts';
import { type LinkHeld, mustBeTheirs, openLink } from './open-link.ts';
import { loadTheirTickets } from './their-tickets.ts';

export const passOnSchema = z.strictObject({
  ticketId: idSchema('TicketId'),
  /** Minted with the form, so that pressing twice passes on once. */
  newTicketId: idSchema('TicketId'),
  toName: nameSchema(),
  toEmail: emailSchema,
});

/** OR-5, ML-7: somebody else goes. From now on the old code is void; the new holder gets a link of their own. */
export async function passOnTicket(ctx: Ctx, vault: KeyVault, held: LinkHeld, raw: unknown): Promise<TicketView> {
  const { ticketId, newTicketId, toName, toEmail } = passOnSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const opened = await openLink(tx, ctx, held, { forUpdate: true });
    const before = mustBeTheirs(opened, ticketId);
    const once = { verb: 'ticket.pass-on', key: newTicketId, input: { ticketId, toName, toEmail } };
    return answerOnce(tx, ctx, once, async () => {
      const theirs = await loadTheirTickets(tx, ctx, opened);
      const ticket = theirs.find(({ record }) => record.ticketId === ticketId);
      if (ticket?.may['pass-on'] !== true) throw refusal('not-open-to-buyers', { action: 'pass-on' });
      const after = await replaceTicket(tx, ctx, vault, before, {
        ticketId: newTicketId,
        holder: toName,
        heldBy: toEmail,
      });
      await enqueueMail(tx, ctx, {
        kind: 'ticket-transferred',
        to: toEmail,
        language: opened.order?.language ?? 'en',
        about: { eventId: before.eventId, orderId: before.orderId, ticketId: newTicketId },
      });
      await audit(tx, ctx, {
        verb: 'ticket.pass-on',
        target: ticketId,
        before: ticketAudit(ticketView(before)),
        after: ticketAudit(after),
      });
      return after;
    });
  });
}
