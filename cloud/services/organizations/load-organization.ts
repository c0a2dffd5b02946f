import { eq } from 'drizzle-orm';
import type { Organization } from '#shared/api/organizations.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { organizations } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadOrganization(
  tx: Tx,
  orgId: OrgId,
  options: { forUpdate?: boolean } = {},
): Promise<Organization> {
  const query = tx
    .select({
      orgId: organizations.orgId,
      name: organizations.name,
      accent: organizations.accent,
      logoUrl: organizations.logoUrl,
      defaultLanguage: organizations.defaultLanguage,
      zone: organizations.zone,
      currency: organizations.currency,
      taxMode: organizations.taxMode,
      taxBasisPoints: organizations.taxBasisPoints,
      nightEndsAt: organizations.nightEndsAt,
      imprint: organizations.imprint,
      terms: organizations.terms,
      privacy: organizations.privacy,
      typeface: organizations.typeface,
      version: organizations.version,
    })
    .from(organizations)
    .where(eq(organizations.orgId, orgId));
  const [found] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (found === undefined) throw refusal('not-found');
  return { ...found, nightEndsAt: found.nightEndsAt.slice(0, 5) };
}
