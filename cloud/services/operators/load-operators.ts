import { and, asc, eq } from 'drizzle-orm';
import type { OperatorView } from '#shared/api/operators.ts';
import type { OperatorId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { operators } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** The people who use the organization's stations, archived ones too. PIN hashes stay behind. */
export async function loadOperators(tx: Tx, orgId: OrgId): Promise<OperatorView[]> {
  return tx
    .select(operatorColumns)
    .from(operators)
    .where(eq(operators.orgId, orgId))
    .orderBy(asc(operators.name), asc(operators.operatorId));
}

export async function loadOperator(tx: Tx, orgId: OrgId, operatorId: OperatorId): Promise<OperatorView> {
  const [row] = await tx
    .select(operatorColumns)
    .from(operators)
    .where(and(eq(operators.orgId, orgId), eq(operators.operatorId, operatorId)));
  if (row === undefined) throw refusal('not-found');
  return row;
}

const operatorColumns = {
  operatorId: operators.operatorId,
  name: operators.name,
  role: operators.role,
  archived: operators.archived,
};
