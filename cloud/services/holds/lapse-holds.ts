import { audit } from '../../db/audit.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { lapseDueHolds } from './lapse-due-holds.ts';

/** IN-2: what the clock's job does for one organization; answers how many holds ended. */
export async function lapseHolds(ctx: Ctx): Promise<number> {
  requirePermission(ctx, 'orders:cancel');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const lapsed = await lapseDueHolds(tx, ctx);
    if (lapsed > 0) await audit(tx, ctx, { verb: 'hold.lapse', target: ctx.orgId, before: null, after: { lapsed } });
    return lapsed;
  });
}
