import { createOperatorSchema, type OperatorView } from '#shared/api/operators.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { operators } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';
import { hashPin } from './hash-pin.ts';
import { loadOperators } from './load-operators.ts';

export async function createOperator(ctx: Ctx, raw: unknown): Promise<OperatorView> {
  requirePermission(ctx, 'operators:edit');
  const input = createOperatorSchema.parse(raw);
  const { pin, name, role } = input;
  const operatorId = input.operatorId ?? mintId('OperatorId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    // Four digits are found again from any fast hash, so the PIN is no part of what a repeat is compared by.
    answerOnce(tx, ctx, { verb: 'operator.create', key: operatorId, input: { name, role } }, async () => {
      requireRoom(await loadOperators(tx, ctx.orgId), limits.operatorsPerOrgMax);
      const after = { operatorId, name, role, archived: false };
      await tx.insert(operators).values({ ...after, orgId: ctx.orgId, pinHash: hashPin(pin, ctx.randomBytes) });
      await audit(tx, ctx, { verb: 'operator.create', target: operatorId, before: null, after });
      return after;
    }),
  );
}
