import type { EventDetail } from '#shared/api/events.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEventDetail } from './load-event-detail.ts';

export async function getEvent(ctx: Ctx, eventId: EventId): Promise<EventDetail> {
  requirePermission(ctx, 'events:read');
  return withTenant(ctx.db, ctx.orgId, tx => loadEventDetail(tx, ctx.orgId, eventId), { readOnly: true });
}
