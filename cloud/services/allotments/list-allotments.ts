import type { AllotmentView } from '#shared/api/allotments.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadAllotments } from './load-allotment.ts';

export async function listAllotments(ctx: Ctx, eventId: EventId): Promise<{ items: AllotmentView[] }> {
  requirePermission(ctx, 'stations:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return { items: await loadAllotments(tx, ctx.orgId, eventId) };
    },
    { readOnly: true },
  );
}
