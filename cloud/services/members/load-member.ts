import { and, eq } from 'drizzle-orm';
import type { Member } from '#shared/api/members.ts';
import type { OrgId, PersonId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { memberships } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/with-tenant.ts';

export const memberColumns = {
  personId: memberships.personId,
  email: memberships.email,
  name: memberships.name,
  role: memberships.role,
  addedAt: memberships.addedAt,
};

export async function loadMember(tx: Tx, orgId: OrgId, personId: PersonId): Promise<Member> {
  const [member] = await tx
    .select(memberColumns)
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.personId, personId)));
  if (member === undefined) throw refusal('not-found');
  return member;
}

/** Refuses when this is the only owner. Owners stay locked until the transaction ends, so that two cannot leave at once. */
export async function mustNotBeLastOwner(tx: Tx, orgId: OrgId, personId: PersonId): Promise<void> {
  const owners = await tx
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.role, 'owner')))
    .orderBy(memberships.personId)
    .for('update');
  if (owners.length === 1 && owners[0]?.personId === personId)
    throw refusal('wrong-state', { why: 'last-owner', sentence: 'An organization keeps at least one owner.' });
}
