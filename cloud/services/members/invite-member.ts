import { and, eq } from 'drizzle-orm';
import { type Invitation, inviteSchema, type MadeInvitation } from '#shared/api/members.ts';
import type { Role } from '#shared/api/permissions.ts';
import type { InvitationId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { invitations } from '../../db/tables/organizations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { tokenHash } from '../sessions/who-calls.ts';
import { newInvitationSecret, writeInvitation } from './invitation-text.ts';

export async function inviteMember(ctx: Ctx, raw: unknown): Promise<MadeInvitation> {
  requirePermission(ctx, 'members:invite');
  const input = inviteSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const [earlier] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.orgId, ctx.orgId), eq(invitations.invitationId, input.invitationId)));
    if (earlier === undefined) return recordInvitation(tx, ctx, input);
    if (earlier.email !== input.email || earlier.role !== input.role)
      throw refusal('repeat-differs', { id: input.invitationId });
    return { ...invitationOf(earlier), invitation: null };
  });
}

export async function recordInvitation(
  tx: Tx,
  ctx: Ctx,
  input: { readonly invitationId: InvitationId; readonly email: string; readonly role: Role },
): Promise<MadeInvitation> {
  const secret = newInvitationSecret(ctx.randomBytes);
  const row = {
    ...input,
    orgId: ctx.orgId,
    secretHash: tokenHash(secret),
    invitedBy: 'personId' in ctx.actor ? ctx.actor.personId : ctx.actor.kind,
    expiresAt: addMs(ctx.now, limits.invitationLivesMs),
    acceptedAt: null,
    createdAt: ctx.now,
  };
  await tx.insert(invitations).values(row);
  const made = invitationOf(row);
  await audit(tx, ctx, { verb: 'member.invite', target: input.invitationId, before: null, after: made });
  return { ...made, invitation: writeInvitation({ orgId: ctx.orgId, invitationId: input.invitationId, secret }) };
}

export function invitationOf(row: typeof invitations.$inferSelect): Invitation {
  const { invitationId, email, role, expiresAt, acceptedAt } = row;
  return { invitationId, email, role, expiresAt, acceptedAt };
}
