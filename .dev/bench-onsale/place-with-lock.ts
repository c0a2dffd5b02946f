import { sql } from 'drizzle-orm';
import { type PlaceOrder, placeOrderSchema } from '#shared/api/orders.ts';
import { planHold } from '#shared/inventory/plan-hold.ts';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../cloud/db/answer-once.ts';
import { audit } from '../../cloud/db/audit.ts';
import { holds, orderLines, orders } from '../../cloud/db/tables/orders.ts';
import { type Tx, withTenant } from '../../cloud/db/with-tenant.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { loadOrderView } from '../../cloud/services/orders/load-order.ts';
import { loadSaleFacts } from '../../cloud/services/orders/load-sale-facts.ts';
import { placesOf, prepareOrder } from '../../cloud/services/orders/prepare-order.ts';
import { lockPools } from '../../cloud/services/pools/lock-pools.ts';
import { recordPoolChanges } from '../../cloud/services/pools/record-pool-changes.ts';

/**
 * The shape of the best open peers, for comparison only: one advisory lock of the event around each order, and inside it what
 * an order needs, statement by statement. The same rules, the same rows, the same checks as the product's own way.
 */
export async function placeWithLock(ctx: Ctx, eventId: EventId, raw: unknown) {
  const input = placeOrderSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rival ${eventId}`}, 0))`);
    const once = { verb: 'order.place', key: input.orderId, input: { eventId, ...input } };
    return answerOnce(tx, ctx, once, () => placeInto(tx, ctx, eventId, input));
  });
}

async function placeInto(tx: Tx, ctx: Ctx, eventId: EventId, input: PlaceOrder) {
  const facts = await loadSaleFacts(tx, ctx.orgId, eventId, ctx.now);
  const { quote, buyer, drafts, state, lapsesAt } = prepareOrder(ctx, facts, input);
  const places = placesOf(facts, input);
  const pools = await lockPools(
    tx,
    ctx.orgId,
    eventId,
    places.map(({ poolId }) => poolId),
  );
  const changes = orRefuse(planHold(pools, places));
  const key = { orgId: ctx.orgId, eventId, orderId: input.orderId };
  await tx.insert(orders).values({
    ...key,
    ref: encodeBase32(ctx.randomBytes(5)).slice(0, 7),
    state,
    channel: input.channel,
    buyerName: buyer.name,
    buyerEmail: buyer.email,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    quote,
    drafts,
    inputHash: new Uint8Array(32),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  await tx.insert(orderLines).values(quote.lines.map(line => ({ ...key, ...line })));
  await recordPoolChanges(tx, ctx.orgId, eventId, changes);
  await tx
    .insert(holds)
    .values({ ...key, holdId: mintId('HoldId', ctx.randomBytes), places, lapsesAt, createdAt: ctx.now });
  const after = await loadOrderView(tx, ctx.orgId, input.orderId);
  await audit(tx, ctx, { verb: 'order.place', target: input.orderId, before: null, after: { ref: after.ref } });
  return after;
}
