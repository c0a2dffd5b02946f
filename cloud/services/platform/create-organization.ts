import { sql } from 'drizzle-orm';
import { createOrganizationSchema } from '#shared/api/platform.ts';
import { mintId, type OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { organizations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx, PersonCtx } from '../ctx.ts';
import { recordInvitation } from '../members/invite-member.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

export async function createOrganization(
  ctx: PersonCtx,
  raw: unknown,
): Promise<{ readonly orgId: OrgId; readonly invitation: string }> {
  requirePlatformAdmin(ctx);
  const { ownerEmail, slug, orgId, ...settings } = createOrganizationSchema.parse(raw);
  const { person, ...call } = ctx;
  const inside: Ctx = { ...call, orgId, actor: { kind: 'platform-admin', personId: person.personId } };
  return withTenant(ctx.db, orgId, async tx => {
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`select app.register_org(${orgId}, ${slug}, ${ctx.now}::timestamptz) as free`,
    );
    if (rows[0]?.free !== true) throw refusal('conflict', { slug, sentence: 'This id or short name is taken.' });
    await tx.insert(organizations).values({
      ...settings,
      orgId,
      taxMode: 'inclusive',
      taxBasisPoints: 0,
      nightEndsAt: '06:00',
      imprint: '',
      version: 1,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    const after = await loadOrganization(tx, orgId);
    await audit(tx, inside, { verb: 'organization.create', target: orgId, before: null, after });
    const invitationId = mintId('InvitationId', ctx.randomBytes);
    const { invitation } = await recordInvitation(tx, inside, { invitationId, email: ownerEmail, role: 'owner' });
    return { orgId, invitation: invitation ?? '' };
  });
}
