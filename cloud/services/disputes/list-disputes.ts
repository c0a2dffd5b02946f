import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DisputeView } from '#shared/api/disputes.ts';
import type { PageQuery } from '#shared/api/page.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { instantSchema } from '#shared/kernel/schemas.ts';
import { canDispute, type DisputeAction, type DisputeState } from '#shared/orders/dispute-standing.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { disputes } from '../../db/tables/selling.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { type DisputeRecord, loadDispute } from './load-dispute.ts';

const farFuture = '9999-12-31T00:00:00.000Z' as Instant;

/** OR-7: the organization's disputes: first what waits for somebody, the nearest deadline in front; then what banks decide; then the rest. */
export async function listDisputes(
  ctx: Ctx,
  query: PageQuery & { readonly state?: DisputeState | undefined },
): Promise<Page<DisputeView>> {
  requirePermission(ctx, 'payments:read');
  const cursor = decodeCursor(query.cursor, z.tuple([z.int(), instantSchema, z.string().max(200)]));
  const due = sql`coalesce(${disputes.dueBy}, ${farFuture}::timestamptz)`;
  const waits = and(eq(disputes.state, 'needs-response'), isNull(disputes.evidenceSubmittedAt));
  const rank = sql<number>`case when ${or(waits, isNotNull(disputes.reversedAt))} then 0
    when ${inArray(disputes.state, ['needs-response', 'under-review'])} then 1 else 2 end`;
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await tx
        .select({ row: disputes, rank })
        .from(disputes)
        .where(
          and(
            eq(disputes.orgId, ctx.orgId),
            query.state === undefined ? undefined : eq(disputes.state, query.state),
            cursor === null
              ? undefined
              : sql`(${rank}, ${due}, ${disputes.disputeId}) > (${cursor[0]}, ${cursor[1]}::timestamptz, ${cursor[2]})`,
          ),
        )
        .orderBy(asc(rank), asc(due), asc(disputes.disputeId))
        .limit(query.limit + 1);
      const page = pageOf(rows, query.limit, at => [at.rank, at.row.dueBy ?? farFuture, at.row.disputeId]);
      return { ...page, items: page.items.map(({ row }) => disputeView(row)) };
    },
    { readOnly: true },
  );
}

export async function getDispute(ctx: Ctx, disputeId: string): Promise<DisputeView> {
  requirePermission(ctx, 'payments:read');
  return withTenant(ctx.db, ctx.orgId, async tx => disputeView(await loadDispute(tx, ctx.orgId, disputeId)), {
    readOnly: true,
  });
}

function todoOf({ state, stage, evidenceSubmittedAt, reversedAt }: DisputeRecord): DisputeView['todo'] {
  if (reversedAt !== null) return 'issue-again-or-refund';
  if (state !== 'needs-response' || evidenceSubmittedAt !== null) return null;
  return stage === 'early-warning' ? 'refund-or-dismiss' : 'answer';
}

export function disputeView(row: DisputeRecord): DisputeView {
  const actions = (['stage', 'submit', 'accept', 'dismiss'] as const satisfies readonly DisputeAction[]).filter(
    action =>
      (canDispute(action, row) && (row.evidenceSubmittedAt === null || action === 'dismiss')) ||
      (action === 'dismiss' && row.reversedAt !== null),
  );
  return {
    disputeId: row.disputeId,
    orderId: row.orderId,
    eventId: row.eventId,
    paymentId: row.paymentId,
    stage: row.stage,
    state: row.state,
    reason: row.reason,
    amountMinor: row.amountMinor,
    currency: row.currency,
    fundsWithdrawn: row.fundsWithdrawn,
    dueBy: row.dueBy,
    actions,
    todo: todoOf(row),
    evidenceStagedAt: row.evidenceStagedAt,
    evidenceSubmittedAt: row.evidenceSubmittedAt,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
  };
}
