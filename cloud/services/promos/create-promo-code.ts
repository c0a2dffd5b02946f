import { createPromoCodeSchema, type PromoCodeView } from '#shared/api/promo-codes.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { promoCodes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { loadPromoCodes } from './load-promo-codes.ts';

/** PR-5. The code itself names it: the same code with other terms is refused. */
export async function createPromoCode(ctx: Ctx, eventId: EventId, raw: unknown): Promise<PromoCodeView> {
  requirePermission(ctx, 'promos:edit');
  const input = createPromoCodeSchema.parse(raw);
  const { code, kind, ...rest } = input;
  const once = { verb: 'promo.create', key: `${eventId} ${code}`, input };
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, once, async () => {
      await loadOpenEvent(tx, ctx.orgId, eventId);
      requireRoom(await loadPromoCodes(tx, ctx.orgId, eventId), limits.promoCodesPerEventMax);
      await requireKnownParts(tx, ctx.orgId, eventId, { tierIds: { tierIds: input.tierIds ?? [] } });
      const after: PromoCodeView = {
        basisPoints: 0,
        amountMinor: 0,
        tierIds: null,
        opensAt: null,
        closesAt: null,
        usesMax: null,
        usesPerBuyerMax: null,
        stacks: false,
        ...definedOnly(rest),
        code,
        kind,
        uses: 0,
        archived: false,
        createdAt: ctx.now,
      };
      await tx.insert(promoCodes).values({ ...after, orgId: ctx.orgId, eventId });
      await audit(tx, ctx, { verb: 'promo.create', target: eventId, before: null, after });
      return after;
    }),
  );
}
