import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Role } from '#shared/api/permissions.ts';
import { acceptInvitationSchema } from '#shared/api/session.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { invitations, memberships } from '../../db/tables/organizations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { CallCtx, Ctx } from '../ctx.ts';
import type { OpenedSession } from '../ports.ts';
import { type SignInDeps, type SignInFrom, signIn } from '../sessions/sign-in.ts';
import { tokenHash } from '../sessions/who-calls.ts';
import { type InvitationText, parseInvitation } from './invitation-text.ts';

export type Accepted = { readonly orgId: OrgId; readonly role: Role; readonly session: OpenedSession };

/** Makes whoever holds the invitation a member: with the account the invited address has, or with a new one. */
export async function acceptInvitation(
  deps: SignInDeps,
  call: CallCtx,
  raw: unknown,
  from: SignInFrom,
): Promise<Accepted> {
  const input = acceptInvitationSchema.parse(raw);
  const text = parseInvitation(input.invitation);
  if (text === null) throw refusal('not-found');
  const { email } = await withTenant(call.db, text.orgId, tx => loadOpenInvitation(tx, call, text), { readOnly: true });
  await deps.identity.register({ email, password: input.password, name: input.name });
  const session = await signIn(deps, call, { email, password: input.password }, from);
  const { personId } = session.person;
  const role = await withTenant(call.db, text.orgId, async tx => {
    const open = await loadOpenInvitation(tx, call, text);
    const mine = and(eq(invitations.orgId, text.orgId), eq(invitations.invitationId, text.invitationId));
    await tx.update(invitations).set({ acceptedAt: call.now }).where(mine);
    const [member] = await tx
      .insert(memberships)
      .values({
        orgId: text.orgId,
        personId,
        role: open.role,
        email,
        name: session.person.name,
        addedAt: call.now,
        addedBy: open.invitedBy,
      })
      .onConflictDoNothing()
      .returning();
    if (member === undefined) throw refusal('conflict', { why: 'already-member' });
    const ctx: Ctx = { ...call, orgId: text.orgId, actor: { kind: 'person', personId, role: open.role } };
    await audit(tx, ctx, { verb: 'member.accept-invitation', target: text.invitationId, before: null, after: member });
    return open.role;
  });
  return { orgId: text.orgId, role, session };
}

/** An invitation that is open, or `not-found`: withdrawn, used, expired and invented ones answer alike. */
async function loadOpenInvitation(tx: Tx, call: CallCtx, text: InvitationText) {
  const [open] = await tx
    .select({ email: invitations.email, role: invitations.role, invitedBy: invitations.invitedBy })
    .from(invitations)
    .where(
      and(
        eq(invitations.orgId, text.orgId),
        eq(invitations.invitationId, text.invitationId),
        eq(invitations.secretHash, tokenHash(text.secret)),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, call.now),
      ),
    );
  if (open === undefined) throw refusal('not-found');
  return open;
}
