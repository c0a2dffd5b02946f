import { and, eq } from 'drizzle-orm';
import { changeRoleSchema, type Member } from '#shared/api/members.ts';
import type { PersonId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { memberships } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadMember, mustNotBeLastOwner } from './load-member.ts';

export async function changeRole(ctx: Ctx, personId: PersonId, raw: unknown): Promise<Member> {
  requirePermission(ctx, 'members:edit');
  const { role } = changeRoleSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadMember(tx, ctx.orgId, personId);
    if (before.role === role) return before;
    if (role !== 'owner') await mustNotBeLastOwner(tx, ctx.orgId, personId);
    await tx
      .update(memberships)
      .set({ role })
      .where(and(eq(memberships.orgId, ctx.orgId), eq(memberships.personId, personId)));
    const after = { ...before, role };
    await audit(tx, ctx, { verb: 'member.change-role', target: personId, before, after });
    return after;
  });
}
