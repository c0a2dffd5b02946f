import { and, eq } from 'drizzle-orm';
import type { OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { memberships, organizations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Actor, Ctx, PersonCtx } from '../ctx.ts';

/** The context of a person inside an organization, or `not-found` when they have no business there. */
export async function enterOrganization(ctx: PersonCtx, orgId: OrgId): Promise<Ctx> {
  const { person, ...call } = ctx;
  const actor = await withTenant(
    ctx.db,
    orgId,
    async (tx): Promise<Actor | null> => {
      const [member] = await tx
        .select({ role: memberships.role })
        .from(memberships)
        .where(and(eq(memberships.orgId, orgId), eq(memberships.personId, person.personId)));
      if (member !== undefined) return { kind: 'person', personId: person.personId, role: member.role };
      if (!person.platformAdmin) return null;
      const [there] = await tx
        .select({ orgId: organizations.orgId })
        .from(organizations)
        .where(eq(organizations.orgId, orgId));
      return there === undefined ? null : { kind: 'platform-admin', personId: person.personId };
    },
    { readOnly: true },
  );
  if (actor === null) throw refusal('not-found');
  return { ...call, orgId, actor };
}
