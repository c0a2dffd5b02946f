import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import type { Member } from '#shared/api/members.ts';
import type { PageQuery } from '#shared/api/page.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { memberships } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { memberColumns } from './load-member.ts';

export async function listMembers(ctx: Ctx, query: PageQuery): Promise<Page<Member>> {
  requirePermission(ctx, 'members:read');
  const [after = ''] = decodeCursor(query.cursor, z.tuple([z.string()])) ?? [];
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select(memberColumns)
        .from(memberships)
        .where(and(eq(memberships.orgId, ctx.orgId), gt(memberships.personId, after as Member['personId'])))
        .orderBy(asc(memberships.personId))
        .limit(query.limit + 1),
    { readOnly: true },
  );
  return pageOf(rows, query.limit, row => [row.personId]);
}
