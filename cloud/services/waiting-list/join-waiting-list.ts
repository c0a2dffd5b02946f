import { and, count, eq, inArray } from 'drizzle-orm';
import { joinWaitingListSchema } from '#shared/api/waiting-list.ts';
import { must } from '#shared/kernel/assert.ts';
import { type EventId, mintId, type WaitingId } from '#shared/kernel/ids.ts';
import { msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, burstBlockedUntil, countBurst } from '../../db/bursts.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requireOnSale } from '../orders/load-sale-facts.ts';
import { requirePermission } from '../require-permission.ts';
import { readShopEvent, type ShopTier } from '../shop/shop-event.ts';

export type Joined =
  | { readonly kind: 'joined'; readonly entryId: WaitingId }
  /** Nobody has to wait: so many places are to be had now. */
  | { readonly kind: 'on-sale' };

/**
 * WL-1: puts somebody at the end of a tier's line. An address stands in a line once; to whoever names one that does already, the
 * answer is the same, with an entry that is not there, so that nobody learns who waits.
 */
export async function joinWaitingList(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Joined> {
  requirePermission(ctx, 'orders:place');
  const wanted = joinWaitingListSchema.parse(raw);
  await slowDown(ctx);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { event, tiers } = await readShopEvent(tx, ctx.orgId, eventId);
    requireOnSale(event, ctx.now);
    const tier = tiers.find(each => each.tierId === wanted.tierId);
    if (tier === undefined || !canBeWaitedFor(tier, ctx)) throw refusal('not-on-sale', { tierId: wanted.tierId });
    const { orderMin: min, orderMax: max } = tier;
    if (wanted.quantity < min || wanted.quantity > max)
      throw refusal('over-order-limit', { tierId: tier.tierId, min, max, quantity: wanted.quantity });
    if (tier.left >= wanted.quantity) return { kind: 'on-sale' };
    await requireRoomInLine(tx, ctx, eventId);
    const entryId = mintId('WaitingId', ctx.randomBytes);
    const added = await tx
      .insert(waitingList)
      .values({ ...wanted, orgId: ctx.orgId, eventId, entryId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ entryId: waitingList.entryId });
    if (added.length > 0) {
      const after = { tierId: wanted.tierId, quantity: wanted.quantity };
      await audit(tx, ctx, { verb: 'waiting-list.join', target: entryId, before: null, after });
    }
    return { kind: 'joined', entryId };
  });
}

/** What everybody may see and could buy now, were there places. A code may end before its turn comes, so no line is made for it. */
export function canBeWaitedFor(
  tier: Pick<ShopTier, 'visibility' | 'saleOpensAt' | 'saleClosesAt'>,
  { now }: Pick<Ctx, 'now'>,
): boolean {
  const { visibility, saleOpensAt, saleClosesAt } = tier;
  if (visibility !== 'public') return false;
  return (saleOpensAt === null || saleOpensAt <= now) && (saleClosesAt === null || now < saleClosesAt);
}

async function requireRoomInLine(tx: Tx, ctx: Ctx, eventId: EventId): Promise<void> {
  const [line] = await tx
    .select({ people: count() })
    .from(waitingList)
    .where(
      and(
        eq(waitingList.orgId, ctx.orgId),
        eq(waitingList.eventId, eventId),
        inArray(waitingList.state, ['waiting', 'offered']),
      ),
    );
  if (must(line, 'a count').people >= limits.waitingListEntriesMax) throw refusal('sold-out', { left: 0 });
}

/** Nobody fills a line by a script. */
async function slowDown(ctx: Ctx): Promise<void> {
  if (ctx.address === undefined || ctx.actor.kind !== 'buyer') return;
  const burst: Burst = {
    topic: 'waiting-list',
    orgId: ctx.orgId,
    who: ctx.address,
    freeTimes: limits.waitingListJoinsPerAddress,
    windowMs: limits.waitingListJoinWindowMs,
    blockMs: limits.waitingListJoinWindowMs,
  };
  const until = await burstBlockedUntil(ctx.db, burst, ctx.now);
  if (until !== null) throw refusal('too-many-requests', { retryAfterMs: msBetween(until, ctx.now) });
  await countBurst(ctx.db, burst, ctx.now);
}
