import type { Organization } from '#shared/api/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrganization } from '../organizations/load-organization.ts';

/** What everybody may read of an organization at its shop: how it looks and what it has to say there. */
export async function loadStoreFront(ctx: Ctx): Promise<Organization> {
  return withTenant(ctx.db, ctx.orgId, tx => loadOrganization(tx, ctx.orgId), { readOnly: true });
}
