import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { audit } from '../../db/audit.ts';
import { countBurst } from '../../db/bursts.ts';
import type { Holder } from '../../db/open-places.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellStaffSeldom } from '../members/tell-staff-seldom.ts';
import type { Log } from '../ports.ts';

/**
 * IN-12: somebody was told that they hold too many places. Counted; the first time in a while the log is told, the audit log, and by
 * mail whoever may refund. Neither names them.
 */
export async function tellHoarding(
  ctx: Ctx,
  log: Log,
  { eventId, holder, held }: { readonly eventId: EventId; readonly holder: Holder; readonly held: number },
): Promise<void> {
  const { alarm } = await countBurst(
    ctx.db,
    {
      topic: 'hoarding',
      orgId: ctx.orgId,
      who: `${eventId} ${holder.kind} ${holder.who.trim().toLowerCase()}`,
      freeTimes: 0,
      windowMs: limits.holdDurationMs,
      blockMs: 0,
    },
    ctx.now,
  );
  if (!alarm) return;
  const what = holder.kind;
  log({ level: 'warn', event: 'hoarding', orgId: ctx.orgId, eventId, what, held });
  await withTenant(ctx.db, ctx.orgId, async tx => {
    await audit(tx, ctx, { verb: 'order.hoarding', target: eventId, before: null, after: { eventId, what, held } });
    await tellStaffSeldom(tx, ctx, 'refunds:make', limits.hoardingMailEveryMs, {
      kind: 'hoarding',
      about: { eventId, what, held },
    });
  });
}
