import { and, count, eq, inArray } from 'drizzle-orm';
import { joinWaitingListSchema } from '#shared/api/waiting-list.ts';
import { tierOnSale } from '#shared/catalog/on-sale.ts';
import { must } from '#shared/kernel/assert.ts';
import { type EventId, mintId, type TierId } from '#shared/kernel/ids.ts';
import { msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, burstBlockedUntil, countBurst } from '../../db/bursts.ts';
import { waitingList } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { requireOnSale } from '../orders/load-sale-facts.ts';
import { requirePermission } from '../require-permission.ts';
import { readShopEvent, type ShopTier } from '../shop/shop-event.ts';
import type { WaitingRecord } from './load-waiting.ts';
import { tellOffer } from './tell-offer.ts';

/** `on-sale`: nobody has to wait, so many places are to be had now. */
export type Joined = 'joined' | 'on-sale';

/**
 * WL-1: puts somebody at the end of a tier's line and writes to them. An address stands in a line once; to whoever names one that
 * does already the answer is the same, so that nobody learns who waits, and the mail says how they stand.
 */
export async function joinWaitingList(ctx: Ctx, secret: Uint8Array, eventId: EventId, raw: unknown): Promise<Joined> {
  requirePermission(ctx, 'orders:place');
  const wanted = joinWaitingListSchema.parse(raw);
  await slowDown(ctx);
  const writes = await mayWriteTo(ctx, wanted.email);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const { event, tiers } = await readShopEvent(tx, ctx.orgId, eventId);
    requireOnSale(event, ctx.now);
    const tier = tiers.find(each => each.tierId === wanted.tierId);
    if (tier === undefined || !canBeWaitedFor(tier, ctx)) throw refusal('not-on-sale', { tierId: wanted.tierId });
    const { orderMin: min, orderMax: max } = tier;
    if (wanted.quantity < min) throw refusal('under-order-limit', { tierId: tier.tierId, min });
    if (wanted.quantity > max) throw refusal('over-order-limit', { tierId: tier.tierId, max });
    if (tier.left >= wanted.quantity) return 'on-sale';
    await requireRoomInLine(tx, ctx, eventId);
    const added = await tx
      .insert(waitingList)
      .values({
        ...wanted,
        orgId: ctx.orgId,
        eventId,
        entryId: mintId('WaitingId', ctx.randomBytes),
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning();
    const [entry] = added.length > 0 ? added : await findStanding(tx, ctx, eventId, wanted);
    if (entry !== undefined && writes) await tellStanding(tx, ctx, secret, entry);
    if (added.length > 0) {
      const after = { tierId: wanted.tierId, quantity: wanted.quantity };
      await audit(tx, ctx, {
        verb: 'waiting-list.join',
        target: must(entry, 'the entry').entryId,
        before: null,
        after,
      });
    }
    return 'joined';
  });
}

/** What everybody may see and could buy now, were there places. A code may end before its turn comes, so no line is made for it. */
export function canBeWaitedFor(
  tier: Pick<ShopTier, 'visibility' | 'saleOpensAt' | 'saleClosesAt'>,
  { now }: Pick<Ctx, 'now'>,
): boolean {
  return tier.visibility === 'public' && tierOnSale(tier, now);
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

function findStanding(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  { tierId, email }: { readonly tierId: TierId; readonly email: string },
): Promise<WaitingRecord[]> {
  return tx
    .select()
    .from(waitingList)
    .where(
      and(
        eq(waitingList.orgId, ctx.orgId),
        eq(waitingList.eventId, eventId),
        eq(waitingList.tierId, tierId),
        eq(waitingList.email, email),
        inArray(waitingList.state, ['waiting', 'offered']),
      ),
    );
}

/** WL-6: the address of their place in line, or the offer once more where they have one. */
async function tellStanding(tx: Tx, ctx: Ctx, secret: Uint8Array, entry: WaitingRecord): Promise<void> {
  if (entry.state === 'offered') return tellOffer(tx, ctx, secret, entry);
  const { eventId, entryId, email, language } = entry;
  await enqueueMail(tx, ctx, { kind: 'waiting-list-joined', to: email, language, about: { eventId, entryId } });
}

/** Nobody fills the mailbox of somebody else: what is too often is not sent, and looks the same from outside. */
async function mayWriteTo(ctx: Ctx, email: string): Promise<boolean> {
  const burst: Burst = {
    topic: 'waiting-list-mail',
    orgId: ctx.orgId,
    who: email,
    freeTimes: limits.waitingListMailsPerHour,
    windowMs: 3_600_000,
    blockMs: 3_600_000,
  };
  if ((await burstBlockedUntil(ctx.db, burst, ctx.now)) !== null) return false;
  await countBurst(ctx.db, burst, ctx.now);
  return true;
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
