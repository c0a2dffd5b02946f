import { and, eq } from 'drizzle-orm';
import type { PersonId } from '#shared/kernel/ids.ts';
import { audit } from '../../db/audit.ts';
import { memberships } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { loadMember, mustNotBeLastOwner } from './load-member.ts';

/** Takes somebody out of the organization. Everybody may take themselves out, but the last owner. */
export async function removeMember(ctx: Ctx, personId: PersonId): Promise<void> {
  const leaves = ctx.actor.kind === 'person' && ctx.actor.personId === personId;
  if (!leaves) requirePermission(ctx, 'members:remove');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadMember(tx, ctx.orgId, personId);
    await mustNotBeLastOwner(tx, ctx.orgId, personId);
    await tx.delete(memberships).where(and(eq(memberships.orgId, ctx.orgId), eq(memberships.personId, personId)));
    await audit(tx, ctx, { verb: 'member.remove', target: personId, before, after: null });
  });
}
