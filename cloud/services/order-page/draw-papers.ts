import type { DocumentContent } from '#shared/api/documents.ts';
import { must } from '#shared/kernel/assert.ts';
import type { RefundId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { issueCreditNote } from '../documents/issue-credit-note.ts';
import { issueInvoice } from '../documents/issue-invoice.ts';
import type { Papers } from '../papers.ts';
import { loadPaper } from '../tickets/load-ticket-paper.ts';
import { type LinkHeld, openLink } from './open-link.ts';
import { loadTheirTickets } from './their-tickets.ts';

export type Drawn = { readonly name: string; readonly pdf: Uint8Array };

/** The tickets that let this reader in, on paper. */
export async function drawTheirTickets(ctx: Ctx, papers: Papers, held: LinkHeld, language: string): Promise<Drawn> {
  const paper = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const opened = await openLink(tx, ctx, held);
      const theirs = await loadTheirTickets(tx, ctx, opened);
      const good = theirs.filter(({ standing }) => standing.kind === 'valid').map(({ record }) => record);
      return loadPaper(tx, ctx, good, opened.order?.ref ?? '', language);
    },
    { readOnly: true },
  );
  if (paper === null) throw refusal('not-found');
  return { name: `tickets-${paper.orderRef}.pdf`, pdf: await papers.tickets(ctx.orgId, paper) };
}

/** DO-1: the buyer's invoice, or the credit note of one of the order's refunds. Numbered when first asked for. */
export async function drawTheirDocument(
  ctx: Ctx,
  papers: Papers,
  held: LinkHeld,
  which: { readonly refundId: RefundId | null },
): Promise<Drawn> {
  const content = await withTenant(ctx.db, ctx.orgId, async (tx): Promise<DocumentContent> => {
    const opened = await openLink(tx, ctx, held, { forUpdate: true });
    // Who was given a ticket did not pay for it.
    if (opened.viewer === 'holder') throw refusal('not-found');
    const order = must(opened.order, 'the order of a buyer');
    return which.refundId === null ? issueInvoice(tx, ctx, order) : issueCreditNote(tx, ctx, order, which.refundId);
  });
  return { name: `${content.number}.pdf`, pdf: await papers.document(ctx.orgId, content) };
}
