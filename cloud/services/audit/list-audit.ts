import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditRow } from '#shared/api/audit.ts';
import type { PageQuery } from '#shared/api/page.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { auditRows } from '../../db/tables/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

/** What was done in the organization, the latest first; of one thing when `target` names it. */
export async function listAudit(
  ctx: Ctx,
  query: PageQuery & { readonly target?: string | undefined },
): Promise<Page<AuditRow>> {
  requirePermission(ctx, 'audit:read');
  const [before = Number.MAX_SAFE_INTEGER] = decodeCursor(query.cursor, z.tuple([z.int()])) ?? [];
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select({
          seq: auditRows.seq,
          at: auditRows.at,
          actor: auditRows.actor,
          verb: auditRows.verb,
          target: auditRows.target,
          before: auditRows.before,
          after: auditRows.after,
          requestId: auditRows.requestId,
        })
        .from(auditRows)
        .where(
          and(
            eq(auditRows.orgId, ctx.orgId),
            lt(auditRows.seq, before),
            query.target === undefined ? undefined : eq(auditRows.target, query.target),
          ),
        )
        .orderBy(desc(auditRows.seq))
        .limit(query.limit + 1),
    { readOnly: true },
  );
  return pageOf(rows, query.limit, row => [row.seq]);
}
