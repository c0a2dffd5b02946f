import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, countBurst } from '../../db/bursts.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellStaffSeldom } from '../members/tell-staff-seldom.ts';
import type { Log } from '../ports.ts';

/** What of cards there was too much of: payments begun, or cards declined, at one address or at all of them together. */
export type TooMany = { readonly eventId: EventId; readonly what: 'begun' | 'declined' | 'declined-everywhere' };

/**
 * PY-8: counts one more. Once a burst the log is told, the audit log, and whoever may refund by mail, though not again within the
 * hour: who tries cards at many addresses makes many bursts.
 */
export async function countCards(ctx: Ctx, log: Log, burst: Burst, { eventId, what }: TooMany): Promise<void> {
  const { count, alarm } = await countBurst(ctx.db, burst, ctx.now);
  if (!alarm) return;
  log({ level: 'warn', event: burst.topic, orgId: ctx.orgId, eventId, what, count });
  await withTenant(ctx.db, ctx.orgId, async tx => {
    // First, because it makes those wait who would tell the same at the same time.
    await audit(tx, ctx, {
      verb: `payment.${burst.topic}`,
      target: ctx.orgId,
      before: null,
      after: { eventId, what, count },
    });
    await tellStaffSeldom(tx, ctx, 'refunds:make', limits.cardTestingMailEveryMs, {
      kind: 'card-testing',
      about: { eventId, what },
    });
  });
}
