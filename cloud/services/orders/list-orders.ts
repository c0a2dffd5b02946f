import { and, desc, eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { listOrdersSchema, type OrderSummary } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { foldSearch } from '#shared/tickets/search-key.ts';
import { behind } from '../../db/behind.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { orders } from '../../db/tables/orders.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { orderSummary } from './load-order.ts';

const cursorSchema = z.tuple([instantSchema, idSchema('OrderId')]);

/** Orders of an event, the latest first; found by buyer or by the letters people read out. */
export async function listOrders(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Page<OrderSummary>> {
  requirePermission(ctx, 'orders:read');
  const { limit, cursor, search, state } = listOrdersSchema.parse(raw);
  const after = decodeCursor(cursor, cursorSchema);
  const words = foldSearch(search ?? '')
    .split(' ')
    .filter(word => word !== '');
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return tx
        .select()
        .from(orders)
        .where(
          and(
            eq(orders.orgId, ctx.orgId),
            eq(orders.eventId, eventId),
            ...words.map(word =>
              or(eq(orders.ref, word.toUpperCase()), sql`strpos(' ' || ${orders.searchKey}, ${` ${word}`}) > 0`),
            ),
            state === undefined ? undefined : eq(orders.state, state),
            behind('down', [orders.createdAt, orders.orderId], after),
          ),
        )
        .orderBy(desc(orders.createdAt), desc(orders.orderId))
        .limit(limit + 1);
    },
    { readOnly: true },
  );
  return pageOf(rows.map(orderSummary), limit, row => [row.createdAt, row.orderId]);
}
