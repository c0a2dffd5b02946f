import { and, eq } from 'drizzle-orm';
import type { OrderId, OrgId } from '#shared/kernel/ids.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import { orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** What a ticket is found by, its order's buyer included. */
export async function loadSearchKey(
  tx: Tx,
  ticket: { readonly orgId: OrgId; readonly orderId: OrderId | null; readonly holder: string | null },
): Promise<string> {
  const nobody = { buyerName: '', buyerEmail: '', buyerPhone: null };
  if (ticket.orderId === null) return searchKeyOf({ holder: ticket.holder, ...nobody });
  const [buyer] = await tx
    .select({ buyerName: orders.buyerName, buyerEmail: orders.buyerEmail, buyerPhone: orders.buyerPhone })
    .from(orders)
    .where(and(eq(orders.orgId, ticket.orgId), eq(orders.orderId, ticket.orderId)));
  return searchKeyOf({ holder: ticket.holder, ...(buyer ?? nobody) });
}
