import { eq } from 'drizzle-orm';
import { editOrganizationSchema, type OrganizationView } from '#shared/api/organizations.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { definedOnly } from '../../db/defined-only.ts';
import { organizations } from '../../db/tables/organizations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { brandWarnings } from './brand-warnings.ts';
import { keepLogo } from './keep-logo.ts';
import { loadOrganization } from './load-organization.ts';

export async function editOrganization(ctx: Ctx, raw: unknown): Promise<OrganizationView> {
  requirePermission(ctx, 'organization:edit');
  const { version, ...changes } = editOrganizationSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadOrganization(tx, ctx.orgId, { forUpdate: true });
    if (before.version !== version) throw refusal('conflict', { version: before.version });
    const logoUrl = await keepLogo(tx, ctx, changes.logoUrl);
    await recordOrganization(tx, ctx, { ...definedOnly({ ...changes, logoUrl }), version: version + 1 });
    const after = await loadOrganization(tx, ctx.orgId);
    await audit(tx, ctx, { verb: 'organization.edit', target: ctx.orgId, before, after });
    return { ...after, warnings: brandWarnings(after) };
  });
}

async function recordOrganization(tx: Tx, ctx: Ctx, values: Partial<typeof organizations.$inferInsert>): Promise<void> {
  await tx
    .update(organizations)
    .set({ ...values, updatedAt: ctx.now })
    .where(eq(organizations.orgId, ctx.orgId));
}
