import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { RefundView } from '#shared/api/refunds.ts';
import type { OrderId, RefundId } from '#shared/kernel/ids.ts';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { type RefundState, refunds } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import { requirePermission } from '../require-permission.ts';
import { loadRefund, loadRefundsOf, refundView } from './load-refund.ts';

/** The refunds of the organization: first those that failed and that nobody has seen to, which `attention` leaves alone; then the latest. */
export async function listRefunds(
  ctx: Ctx,
  query: PageQuery & { readonly state?: RefundState | undefined; readonly attention?: boolean | undefined },
): Promise<Page<RefundView>> {
  requirePermission(ctx, 'payments:read');
  const cursor = decodeCursor(query.cursor, z.tuple([z.int(), instantSchema, idSchema('RefundId')]));
  const waits = and(eq(refunds.state, 'failed'), isNull(refunds.acknowledgedAt));
  const rank = sql<number>`case when ${waits} then 1 else 0 end`;
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select({ row: refunds, rank })
        .from(refunds)
        .where(
          and(
            eq(refunds.orgId, ctx.orgId),
            query.state === undefined ? undefined : eq(refunds.state, query.state),
            query.attention === true ? waits : undefined,
            cursor === null
              ? undefined
              : sql`(${rank}, ${refunds.createdAt}, ${refunds.refundId}) < (${cursor[0]}, ${cursor[1]}::timestamptz, ${cursor[2]})`,
          ),
        )
        .orderBy(desc(rank), desc(refunds.createdAt), desc(refunds.refundId))
        .limit(query.limit + 1);
      const page = pageOf(rows, query.limit, at => [at.rank, at.row.createdAt, at.row.refundId]);
      return { ...page, items: page.items.map(({ row }) => refundView(row)) };
    },
    { readOnly: true },
  );
}

/** Every refund of one order, the first one first. */
export async function listRefundsOf(ctx: Ctx, orderId: OrderId): Promise<{ readonly items: RefundView[] }> {
  requirePermission(ctx, 'payments:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadOrder(tx, ctx.orgId, orderId);
      return { items: (await loadRefundsOf(tx, ctx.orgId, orderId)).map(refundView) };
    },
    { readOnly: true },
  );
}

export async function getRefund(ctx: Ctx, refundId: RefundId): Promise<RefundView> {
  requirePermission(ctx, 'payments:read');
  return withTenant(ctx.db, ctx.orgId, async tx => refundView(await loadRefund(tx, ctx.orgId, refundId)), {
    readOnly: true,
  });
}
