import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { orgIds } from '../../db/global.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { organizations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { PersonCtx } from '../ctx.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

type Listed = { readonly orgId: OrgId; readonly name: string };

export async function listOrganizations(ctx: PersonCtx, query: PageQuery): Promise<Page<Listed>> {
  requirePlatformAdmin(ctx);
  const [after = ''] = decodeCursor(query.cursor, z.tuple([z.string()])) ?? [];
  const ids = (await orgIds(ctx.db)).filter(orgId => orgId > after).slice(0, query.limit + 1);
  const rows = await Promise.all(ids.map(orgId => describe(ctx, orgId)));
  return pageOf(rows, query.limit, row => [row.orgId]);
}

async function describe(ctx: PersonCtx, orgId: OrgId): Promise<Listed> {
  const [found] = await withTenant(
    ctx.db,
    orgId,
    tx => tx.select({ name: organizations.name }).from(organizations).where(eq(organizations.orgId, orgId)),
    { readOnly: true },
  );
  return { orgId, name: found?.name ?? '' };
}
