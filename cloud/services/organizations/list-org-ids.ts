import type { OrgId } from '#shared/kernel/ids.ts';
import { orgIds } from '../../db/global.ts';
import type { Db } from '../../db/with-tenant.ts';

/** Every organization there is, for jobs that visit each. Never an answer to anybody. */
export async function listOrgIds(db: Db): Promise<OrgId[]> {
  return orgIds(db);
}
