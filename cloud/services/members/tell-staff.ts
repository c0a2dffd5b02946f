import { and, asc, eq, inArray } from 'drizzle-orm';
import type { MailAbout } from '#shared/api/mails.ts';
import { type Permission, rolesThatMay } from '#shared/api/permissions.ts';
import { memberships } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail, type MailWanted } from '../mail/enqueue-mail.ts';
import { loadOrganization } from '../organizations/load-organization.ts';

/** Everybody of the organization who may do something about it gets the mail, in the house's own language. */
export async function tellStaff<Kind extends MailAbout['kind']>(
  tx: Tx,
  ctx: Ctx,
  may: Permission,
  mail: Pick<MailWanted<Kind>, 'kind' | 'about'>,
): Promise<void> {
  const { defaultLanguage: language } = await loadOrganization(tx, ctx.orgId);
  const people = await tx
    .select({ email: memberships.email })
    .from(memberships)
    .where(and(eq(memberships.orgId, ctx.orgId), inArray(memberships.role, [...rolesThatMay(may)])))
    .orderBy(asc(memberships.email));
  for (const { email: to } of people) await enqueueMail(tx, ctx, { ...mail, to, language });
}
