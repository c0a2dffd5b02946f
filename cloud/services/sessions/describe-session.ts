import { and, eq } from 'drizzle-orm';
import type { SessionView } from '#shared/api/session.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { orgsOfPerson } from '../../db/global.ts';
import { memberships, organizations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { PersonCtx } from '../ctx.ts';

/** Who is signed in, and where they are a member of what. Each organization is asked in a transaction of its own. */
export async function describeSession(ctx: PersonCtx): Promise<SessionView> {
  const found = await Promise.all(
    (await orgsOfPerson(ctx.db, ctx.person.personId)).map(orgId => membershipIn(ctx, orgId)),
  );
  return { person: ctx.person, organizations: found.filter(membership => membership !== undefined) };
}

async function membershipIn(ctx: PersonCtx, orgId: OrgId) {
  const [membership] = await withTenant(
    ctx.db,
    orgId,
    tx =>
      tx
        .select({ orgId: memberships.orgId, name: organizations.name, role: memberships.role })
        .from(memberships)
        .innerJoin(organizations, eq(organizations.orgId, memberships.orgId))
        .where(and(eq(memberships.orgId, orgId), eq(memberships.personId, ctx.person.personId))),
    { readOnly: true },
  );
  return membership;
}
