import { z } from 'zod';
import { nameSchema } from '#shared/api/fields.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadSearchKey } from '../tickets/load-search-key.ts';
import { ticketView } from '../tickets/load-ticket.ts';
import { recordTicket } from '../tickets/record-ticket.ts';
import { ticketAudit } from '../tickets/ticket-audit.ts';
import { type LinkHeld, mustBeTheirs, openLink } from './open-link.ts';
import { loadTheirTickets } from './their-tickets.ts';

export const renameHolderSchema = z.strictObject({ ticketId: idSchema('TicketId'), holder: nameSchema() });

/** ML-6: another name on the ticket. The code stays good. */
export async function renameHolder(ctx: Ctx, held: LinkHeld, raw: unknown): Promise<void> {
  const { ticketId, holder } = renameHolderSchema.parse(raw);
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const opened = await openLink(tx, ctx, held, { forUpdate: true });
    const before = mustBeTheirs(opened, ticketId);
    const theirs = await loadTheirTickets(tx, ctx, opened);
    const ticket = theirs.find(({ record }) => record.ticketId === ticketId);
    if (ticket?.may.rename !== true) throw refusal('not-open-to-buyers', { action: 'rename' });
    const searchKey = await loadSearchKey(tx, { ...before, holder });
    const after = await recordTicket(tx, before, { holder, searchKey });
    await audit(tx, ctx, {
      verb: 'ticket.rename',
      target: ticketId,
      before: ticketAudit(ticketView(before)),
      after: ticketAudit(ticketView(after)),
    });
  });
}
