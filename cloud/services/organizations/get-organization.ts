import type { OrganizationView } from '#shared/api/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { brandWarnings } from './brand-warnings.ts';
import { loadOrganization } from './load-organization.ts';

export async function getOrganization(ctx: Ctx): Promise<OrganizationView> {
  requirePermission(ctx, 'organization:read');
  const organization = await withTenant(ctx.db, ctx.orgId, tx => loadOrganization(tx, ctx.orgId), { readOnly: true });
  return { ...organization, warnings: brandWarnings(organization) };
}
