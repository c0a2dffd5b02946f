import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { disputes } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellStaff } from '../members/tell-staff.ts';
import type { Log } from '../ports.ts';
import type { DisputeRecord } from './load-dispute.ts';

/**
 * OR-16: an answer that is due soon and was not submitted is told to everybody who may answer it: three days before the deadline
 * and once more on the last day. Whoever runs us sees it in the log.
 */
export async function remindOfDisputes(ctx: Ctx, log: Log): Promise<void> {
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const due = await loadDue(tx, ctx);
    if (due.length === 0) return;
    for (const dispute of due) {
      const { disputeId, eventId } = dispute;
      await tellStaff(tx, ctx, 'disputes:answer', { kind: 'dispute-due', about: { eventId, disputeId } });
      await tx
        .update(disputes)
        .set({ remindedAt: ctx.now })
        .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
      log({
        level: 'warn',
        event: 'dispute-due-soon',
        orgId: ctx.orgId,
        disputeId,
        dueBy: must(dispute.dueBy, 'a deadline'),
      });
    }
  });
}

/** Due within three days, or within one, and last told of before that. A deadline that moved away begins anew. */
async function loadDue(tx: Tx, ctx: Ctx): Promise<readonly DisputeRecord[]> {
  const dueWithin = (ms: number) => lte(disputes.dueBy, addMs(ctx.now, ms));
  const untoldSince = (ms: number) =>
    sql`(${disputes.remindedAt} is null or ${disputes.remindedAt} < ${disputes.dueBy} - ${ms} * interval '1 millisecond')`;
  const { disputeReminderMs: soonMs, disputeLastReminderMs: lastMs } = limits;
  return tx
    .select()
    .from(disputes)
    .where(
      and(
        eq(disputes.orgId, ctx.orgId),
        eq(disputes.state, 'needs-response'),
        isNull(disputes.evidenceSubmittedAt),
        gt(disputes.dueBy, ctx.now),
        or(and(dueWithin(soonMs), untoldSince(soonMs)), and(dueWithin(lastMs), untoldSince(lastMs))),
      ),
    )
    .orderBy(asc(disputes.dueBy), asc(disputes.disputeId))
    .limit(limits.disputeRemindersMax)
    .for('no key update');
}
