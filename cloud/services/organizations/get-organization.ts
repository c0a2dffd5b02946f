import type { Organization } from '#shared/api/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadOrganization } from './load-organization.ts';

export async function getOrganization(ctx: Ctx): Promise<Organization> {
  requirePermission(ctx, 'organization:read');
  return withTenant(ctx.db, ctx.orgId, tx => loadOrganization(tx, ctx.orgId), { readOnly: true });
}
