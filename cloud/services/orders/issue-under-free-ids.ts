import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';
import { auditAll } from '../../db/audit.ts';
import { isTicketIdTaken } from '../../db/is-ticket-id-taken.ts';
import { orders, tickets } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { OrderRecord } from './load-order.ts';
import { recordOrder } from './record-order.ts';

/**
 * OR-24: issues orders; where an id that one of them asked for is another ticket's, its ticket gets a new one and they are issued
 * then. Found out by what the database refuses, so that issuing asks nothing more where all is well, which is nearly always.
 */
export async function issueUnderFreeIds<T>(
  ctx: Ctx,
  orderIds: readonly OrderId[],
  issue: () => Promise<T>,
): Promise<T> {
  try {
    return await issue();
  } catch (error) {
    if (!isTicketIdTaken(error)) throw error;
    await withTenant(ctx.db, ctx.orgId, tx => renewTakenIds(tx, ctx, orderIds));
    return issue();
  }
}

async function renewTakenIds(tx: Tx, ctx: Ctx, orderIds: readonly OrderId[]): Promise<void> {
  const found = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.orgId, ctx.orgId), inArray(orders.orderId, [...orderIds])))
    .orderBy(asc(orders.orderId))
    .for('no key update');
  const taken = await loadTaken(tx, ctx, found);
  const renewed = [];
  for (const order of found) {
    const ids = order.drafts.map(({ ticketId }) => ticketId);
    const clashing = ids.filter(id => taken.has(keyOf(order, id)));
    // Orders that are issued together may not clash with each other either.
    for (const id of ids) taken.add(keyOf(order, id));
    if (clashing.length === 0) continue;
    const fresh = new Map(clashing.map(id => [id, mintId('TicketId', ctx.randomBytes)]));
    await renew(tx, ctx, order, fresh);
    renewed.push({ order, fresh });
  }
  await auditAll(
    tx,
    renewed.map(({ order, fresh }) => ({
      ctx,
      entry: {
        verb: 'order.renew-ids',
        target: order.orderId,
        before: { ticketIds: [...fresh.keys()] },
        after: { ticketIds: [...fresh.values()] },
      },
    })),
  );
}

function keyOf({ eventId }: Pick<OrderRecord, 'eventId'>, ticketId: TicketId): string {
  return `${eventId} ${ticketId}`;
}

async function loadTaken(tx: Tx, ctx: Ctx, found: readonly OrderRecord[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const eventId of new Set(found.map(order => order.eventId))) {
    const ofEvent = found.filter(order => order.eventId === eventId);
    const wanted = ofEvent.flatMap(({ drafts }) => drafts.map(({ ticketId }) => ticketId));
    if (wanted.length === 0) continue;
    const rows = await tx
      .select({ ticketId: tickets.ticketId })
      .from(tickets)
      .where(and(eq(tickets.orgId, ctx.orgId), eq(tickets.eventId, eventId), inArray(tickets.ticketId, wanted)));
    for (const { ticketId } of rows) taken.add(keyOf({ eventId }, ticketId));
  }
  return taken;
}

/** What names the ticket follows it: the children it guards and what was answered for it. */
async function renew(tx: Tx, ctx: Ctx, order: OrderRecord, fresh: ReadonlyMap<TicketId, TicketId>): Promise<void> {
  const named = (id: TicketId) => fresh.get(id) ?? id;
  const drafts = order.drafts.map(draft => ({
    ...draft,
    ticketId: named(draft.ticketId),
    guardianTicketId: draft.guardianTicketId && named(draft.guardianTicketId),
  }));
  await recordOrder(tx, ctx, order, { drafts });
  const pairs = [...fresh].map(([was, is]) => ({ was, is }));
  await tx.execute(sql`
    update app.order_answers a set ticket_id = n."is"
    from json_to_recordset(${JSON.stringify(pairs)}::json) as n (was text, "is" text)
    where a.org_id = ${ctx.orgId} and a.order_id = ${order.orderId} and a.ticket_id = n.was`);
}
