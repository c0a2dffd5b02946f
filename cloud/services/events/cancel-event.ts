import { cancelEventSchema, type EventView } from '#shared/api/events.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEvent } from './load-event.ts';
import { recordEvent } from './record-event.ts';

/** Nothing more is sold. Its orders and tickets stay as they are: giving money back is a decision of its own. */
export async function cancelEvent(ctx: Ctx, eventId: EventId, raw: unknown): Promise<EventView> {
  requirePermission(ctx, 'events:edit');
  const { version, reason } = cancelEventSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    if (before.state !== 'draft' && before.state !== 'published')
      throw refusal('wrong-state', { state: before.state, allowed: ['draft', 'published'] });
    const after = await recordEvent(tx, ctx, eventId, { state: 'cancelled', version: version + 1 });
    await audit(tx, ctx, { verb: 'event.cancel', target: eventId, before, after: { ...after, reason } });
    return after;
  });
}
