import { and, eq } from 'drizzle-orm';
import { refusal } from '#shared/kernel/refusal.ts';
import { logos } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** The bytes of a logo that this organization has, or once had: pages and mails that were sent go on showing it. */
export async function loadLogo(ctx: Ctx, name: string): Promise<Uint8Array> {
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const [found] = await tx
        .select({ bytes: logos.bytes })
        .from(logos)
        .where(and(eq(logos.orgId, ctx.orgId), eq(logos.name, name)));
      if (found === undefined) throw refusal('not-found');
      return found.bytes;
    },
    { readOnly: true },
  );
}
