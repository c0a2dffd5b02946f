import { cancelEventSchema, type EventView } from '#shared/api/events.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { enqueue } from '../../db/enqueue.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEvent } from './load-event.ts';
import { recordEvent } from './record-event.ts';
import { tellBuyersJobName } from './tell-buyers.ts';

/** Nothing more is sold, and whoever would have come is told. Orders and tickets stay as they are: giving money back is a decision of its own. */
export async function cancelEvent(ctx: Ctx, eventId: EventId, raw: unknown): Promise<EventView> {
  requirePermission(ctx, 'events:edit');
  const { version, reason } = cancelEventSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    if (before.state !== 'draft' && before.state !== 'published')
      throw refusal('wrong-state', { state: before.state, allowed: ['draft', 'published'] });
    const after = await recordEvent(tx, ctx, eventId, { state: 'cancelled', version: version + 1 });
    // Whatever was to be told of it before, this is what counts now.
    if (before.state === 'published')
      await enqueue(
        tx,
        tellBuyersJobName,
        { orgId: ctx.orgId, eventId, change: 'cancelled', since: ctx.now },
        { jobKey: `${tellBuyersJobName}:${eventId}` },
      );
    await audit(tx, ctx, { verb: 'event.cancel', target: eventId, before, after: { ...after, reason } });
    return after;
  });
}
