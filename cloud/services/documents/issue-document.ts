import { and, eq, isNull, sql } from 'drizzle-orm';
import { type DocumentContent, type DocumentSeries, documentNumber } from '#shared/api/documents.ts';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type RefundId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { documentSeries, documents } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from '../orders/load-order.ts';

/** Everything but what only the issuing knows: the number and the day. */
export type DocumentDraft = Omit<DocumentContent, 'number' | 'issuedAt'>;

/**
 * DO-1, DO-2: the paper of an order that is locked, or of one of its refunds: as it was issued, or issued now. The row of the
 * series stays locked until the transaction ends, so a number that is taken is used, or was never taken.
 */
export async function issueDocument(
  tx: Tx,
  ctx: Ctx,
  order: OrderRecord,
  about: { readonly series: DocumentSeries; readonly refundId: RefundId | null },
  draft: () => Promise<DocumentDraft>,
): Promise<DocumentContent> {
  const { orgId, eventId, orderId } = order;
  const [issued] = await tx
    .select({ content: documents.content })
    .from(documents)
    .where(
      and(
        eq(documents.orgId, orgId),
        eq(documents.eventId, eventId),
        eq(documents.orderId, orderId),
        about.refundId === null ? isNull(documents.refundId) : eq(documents.refundId, about.refundId),
      ),
    );
  if (issued !== undefined) return issued.content;
  const drafted = await draft();
  const number = await takeNumber(tx, ctx, about.series);
  const content = { ...drafted, number: documentNumber(about.series, number), issuedAt: ctx.now };
  const documentId = mintId('DocumentId', ctx.randomBytes);
  await tx
    .insert(documents)
    .values({ orgId, documentId, ...about, number, eventId, orderId, content, issuedAt: ctx.now });
  const after = { documentId, number: content.number, totalMinor: content.totalMinor, refundId: about.refundId };
  await audit(tx, ctx, { verb: 'document.issue', target: orderId, before: null, after });
  return content;
}

async function takeNumber(tx: Tx, { orgId }: Ctx, series: DocumentSeries): Promise<number> {
  const [row] = await tx
    .insert(documentSeries)
    .values({ orgId, series, lastNumber: 1 })
    .onConflictDoUpdate({
      target: [documentSeries.orgId, documentSeries.series],
      set: { lastNumber: sql`${documentSeries.lastNumber} + 1` },
    })
    .returning({ number: documentSeries.lastNumber });
  return must(row, 'the row of a series').number;
}
