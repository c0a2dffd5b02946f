import { and, eq, isNull } from 'drizzle-orm';
import type { InvitationId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { invitations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { invitationOf } from './invite-member.ts';

export async function withdrawInvitation(ctx: Ctx, invitationId: InvitationId): Promise<void> {
  requirePermission(ctx, 'members:invite');
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const [gone] = await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.orgId, ctx.orgId),
          eq(invitations.invitationId, invitationId),
          isNull(invitations.acceptedAt),
        ),
      )
      .returning();
    if (gone === undefined) throw refusal('not-found');
    await audit(tx, ctx, {
      verb: 'member.withdraw-invitation',
      target: invitationId,
      before: invitationOf(gone),
      after: null,
    });
  });
}
