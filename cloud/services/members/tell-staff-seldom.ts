import { and, eq, gt } from 'drizzle-orm';
import type { MailAbout } from '#shared/api/mails.ts';
import type { Permission } from '#shared/api/permissions.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { mails } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { MailWanted } from '../mail/enqueue-mail.ts';
import { tellStaff } from './tell-staff.ts';

/** As `tellStaff`, unless a mail of the kind was queued a while ago or less. Whoever audits first makes those wait who would tell it too. */
export async function tellStaffSeldom<Kind extends MailAbout['kind']>(
  tx: Tx,
  ctx: Ctx,
  may: Permission,
  everyMs: number,
  mail: Pick<MailWanted<Kind>, 'kind' | 'about'>,
): Promise<void> {
  const told = await tx
    .select({ mailId: mails.mailId })
    .from(mails)
    .where(and(eq(mails.orgId, ctx.orgId), eq(mails.kind, mail.kind), gt(mails.queuedAt, addMs(ctx.now, -everyMs))))
    .limit(1);
  if (told.length === 0) await tellStaff(tx, ctx, may, mail);
}
