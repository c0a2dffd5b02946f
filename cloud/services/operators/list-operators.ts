import type { OperatorView } from '#shared/api/operators.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOperators } from './load-operators.ts';

export async function listOperators(ctx: Ctx): Promise<{ items: OperatorView[] }> {
  requirePermission(ctx, 'operators:read');
  const items = await withTenant(ctx.db, ctx.orgId, tx => loadOperators(tx, ctx.orgId), { readOnly: true });
  return { items };
}
