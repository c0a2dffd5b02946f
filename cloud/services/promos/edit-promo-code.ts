import { and, eq } from 'drizzle-orm';
import { editPromoCodeSchema, type PromoCodeView } from '#shared/api/promo-codes.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { foldCode } from '#shared/pricing/read-codes.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { promoCodes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { requireKnownParts } from '../tiers/require-known-parts.ts';
import { loadPromoCode } from './load-promo-codes.ts';

/** PR-5: what was used under the old terms stays; there are never fewer uses than were made. */
export async function editPromoCode(ctx: Ctx, eventId: EventId, code: string, raw: unknown): Promise<PromoCodeView> {
  requirePermission(ctx, 'promos:edit');
  const changes = definedOnly(editPromoCodeSchema.parse(raw));
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadOpenEvent(tx, ctx.orgId, eventId);
    const before = await loadPromoCode(tx, ctx.orgId, eventId, foldCode(code));
    await requireKnownParts(tx, ctx.orgId, eventId, { tierIds: { tierIds: changes.tierIds ?? [] } });
    const after = { ...before, ...changes };
    if (after.usesMax !== null && after.usesMax < before.uses)
      throw refusal('bad-input', { field: 'usesMax', sentence: `it was used ${before.uses} times already` });
    const { code: _code, uses: _uses, kind: _kind, createdAt: _createdAt, ...columns } = after;
    await tx
      .update(promoCodes)
      .set(columns)
      .where(and(eq(promoCodes.orgId, ctx.orgId), eq(promoCodes.eventId, eventId), eq(promoCodes.code, before.code)));
    await audit(tx, ctx, { verb: 'promo.edit', target: eventId, before, after });
    return after;
  });
}
