import type { PromoCodeView } from '#shared/api/promo-codes.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadPromoCodes } from './load-promo-codes.ts';

export async function listPromoCodes(ctx: Ctx, eventId: EventId): Promise<PromoCodeView[]> {
  requirePermission(ctx, 'promos:edit');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return loadPromoCodes(tx, ctx.orgId, eventId);
    },
    { readOnly: true },
  );
}
