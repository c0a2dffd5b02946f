import { and, eq } from 'drizzle-orm';
import type { TicketView } from '#shared/api/tickets.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadSigner } from '../keys/load-signer.ts';
import type { KeyVault } from '../ports.ts';
import { loadTier } from '../tiers/load-tier.ts';
import { loadSearchKey } from './load-search-key.ts';
import { loadTicket, type TicketRecord, ticketView } from './load-ticket.ts';
import { recordTicket } from './record-ticket.ts';
import { recordTickets } from './record-tickets.ts';

/** OR-5, CK-4: the old code is void from now on; a new ticket with a code of its own stands in its place, children included. */
export async function replaceTicket(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  old: TicketRecord,
  next: { readonly ticketId: TicketId; readonly holder: string | null; readonly heldBy?: string },
): Promise<TicketView> {
  const { orgId, eventId } = old;
  const tier = await loadTier(tx, orgId, eventId, old.tierId);
  const signer = await loadSigner(tx, orgId, eventId, vault);
  await recordTicket(tx, old, { state: 'replaced', stateSince: ctx.now });
  await recordTickets(tx, [
    {
      ...old,
      ...next,
      stateSince: ctx.now,
      createdAt: ctx.now,
      version: 1,
      replacesTicketId: old.ticketId,
      // A foreign barcode is gone with the ticket it stood on.
      importedCode: null,
      searchKey: await loadSearchKey(tx, { ...old, ...next }),
      keyId: signer.keyId,
      code: signer.codeFor({ ...next, tierNumber: tier.number, opensAt: old.opensAt, closesAt: old.closesAt }),
    },
  ]);
  await tx
    .update(tickets)
    .set({ guardianTicketId: next.ticketId })
    .where(
      and(
        eq(tickets.orgId, orgId),
        eq(tickets.eventId, eventId),
        eq(tickets.guardianTicketId, old.ticketId),
        eq(tickets.state, 'valid'),
      ),
    );
  return ticketView(await loadTicket(tx, orgId, eventId, next.ticketId));
}
