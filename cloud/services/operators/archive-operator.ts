import { and, eq } from 'drizzle-orm';
import type { OperatorView } from '#shared/api/operators.ts';
import type { OperatorId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { operators } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOperator } from './load-operators.ts';

/** Takes somebody off the stations. The row stays: scans and shifts name it. */
export async function archiveOperator(ctx: Ctx, operatorId: OperatorId): Promise<OperatorView> {
  requirePermission(ctx, 'operators:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOperator(tx, ctx.orgId, operatorId);
    await tx
      .update(operators)
      .set({ archived: true })
      .where(and(eq(operators.orgId, ctx.orgId), eq(operators.operatorId, operatorId)));
    const after = { ...before, archived: true };
    await audit(tx, ctx, { verb: 'operator.archive', target: operatorId, before, after });
    return after;
  });
}
