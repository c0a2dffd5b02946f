import { and, eq, gt } from 'drizzle-orm';
import type { EventId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, countBurst } from '../../db/bursts.ts';
import { mails } from '../../db/tables/mail.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellStaff } from '../members/tell-staff.ts';
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
    if (!(await wereTold(tx, ctx)))
      await tellStaff(tx, ctx, 'refunds:make', { kind: 'card-testing', about: { eventId, what } });
  });
}

async function wereTold(tx: Tx, ctx: Ctx): Promise<boolean> {
  const told = await tx
    .select({ mailId: mails.mailId })
    .from(mails)
    .where(
      and(
        eq(mails.orgId, ctx.orgId),
        eq(mails.kind, 'card-testing'),
        gt(mails.queuedAt, addMs(ctx.now, -limits.cardTestingMailEveryMs)),
      ),
    )
    .limit(1);
  return told.length > 0;
}
