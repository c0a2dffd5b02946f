import { and, eq, max } from 'drizzle-orm';
import { type CreateTier, createTierSchema, type TierView } from '#shared/api/tiers.ts';
import { checkGuardianTiers } from '#shared/catalog/check-guardian-tiers.ts';
import { planTierEdit } from '#shared/catalog/plan-tier-edit.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { tiers } from '../../db/tables/events.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { loadTiers } from './load-tiers.ts';
import { recordTier } from './record-tier.ts';
import { requireKnownParts } from './require-known-parts.ts';
import { requireSellablePrice } from './require-sellable-price.ts';

const numberMax = 65_535;

export async function createTier(ctx: Ctx, eventId: EventId, raw: unknown): Promise<TierView> {
  requirePermission(ctx, 'events:edit');
  const input = createTierSchema.parse(raw);
  const tierId = input.tierId ?? mintId('TierId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'tier.create', key: tierId, input: { eventId, ...input } }, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadTiers(tx, ctx.orgId, eventId), limits.tiersPerEventMax);
      await requireKnownParts(tx, ctx.orgId, eventId, {
        poolIds: { poolIds: input.poolIds },
        child: { tierIds: input.child?.guardianTierIds ?? [] },
        addOnOf: { tierIds: input.addOnOf ?? [] },
      });
      const blank = await blankTier(tx, ctx, eventId, input);
      await requireSellablePrice(tx, ctx, blank);
      const tier = orRefuse(planTierEdit({ tier: { ...blank, tierId }, placesTaken: 0 }, {}));
      const wrong = checkGuardianTiers(tier, await loadTiers(tx, ctx.orgId, eventId));
      if (wrong !== null) throw wrong;
      await recordTier(tx, ctx.orgId, eventId, tier, 'new');
      await audit(tx, ctx, { verb: 'tier.create', target: tierId, before: null, after: tier });
      return tier;
    }),
  );
}

async function blankTier(tx: Tx, ctx: Ctx, eventId: EventId, input: CreateTier): Promise<Omit<TierView, 'tierId'>> {
  const [highest] = await tx
    .select({ number: max(tiers.number) })
    .from(tiers)
    .where(and(eq(tiers.orgId, ctx.orgId), eq(tiers.eventId, eventId)));
  const number = (highest?.number ?? 0) + 1;
  if (number > numberMax) throw refusal('too-large', { max: numberMax });
  return {
    number,
    name: input.name,
    priceMinor: input.priceMinor,
    poolIds: [...new Set(input.poolIds)].sort(),
    description: input.description ?? '',
    currency: input.currency ?? (await loadOrganization(tx, ctx.orgId)).currency,
    position: input.position ?? number,
    saleOpensAt: input.saleOpensAt ?? null,
    saleClosesAt: input.saleClosesAt ?? null,
    orderMin: input.orderMin ?? 1,
    orderMax: input.orderMax ?? Math.max(limits.ticketsPerOrderUsual, input.orderMin ?? 1),
    visibility: input.visibility ?? 'public',
    accessCode: input.accessCode ?? null,
    proof: input.proof ?? null,
    attention: input.attention ?? null,
    child: input.child ?? null,
    addOnOf: input.addOnOf ?? [],
    archived: false,
    version: 1,
  };
}
