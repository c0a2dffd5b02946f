import { and, eq } from 'drizzle-orm';
import { editOperatorSchema, type OperatorView } from '#shared/api/operators.ts';
import type { OperatorId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { operators } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { hashPin } from './hash-pin.ts';
import { loadOperator } from './load-operators.ts';

export async function editOperator(ctx: Ctx, operatorId: OperatorId, raw: unknown): Promise<OperatorView> {
  requirePermission(ctx, 'operators:edit');
  const { pin, ...changes } = editOperatorSchema.parse(raw);
  const pinHash = pin === undefined ? undefined : hashPin(pin, ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOperator(tx, ctx.orgId, operatorId);
    await tx
      .update(operators)
      .set({ ...definedOnly({ ...changes, pinHash }), operatorId })
      .where(and(eq(operators.orgId, ctx.orgId), eq(operators.operatorId, operatorId)));
    const after = await loadOperator(tx, ctx.orgId, operatorId);
    const newPin = pinHash === undefined ? {} : { pin: 'changed' };
    await audit(tx, ctx, { verb: 'operator.edit', target: operatorId, before, after: { ...after, ...newPin } });
    return after;
  });
}
