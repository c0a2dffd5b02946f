import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import type { Invitation } from '#shared/api/members.ts';
import type { PageQuery } from '#shared/api/page.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { invitations } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { invitationOf } from './invite-member.ts';

export async function listInvitations(ctx: Ctx, query: PageQuery): Promise<Page<Invitation>> {
  requirePermission(ctx, 'members:read');
  const [after = ''] = decodeCursor(query.cursor, z.tuple([z.string()])) ?? [];
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      tx
        .select()
        .from(invitations)
        .where(and(eq(invitations.orgId, ctx.orgId), gt(invitations.invitationId, after as Invitation['invitationId'])))
        .orderBy(asc(invitations.invitationId))
        .limit(query.limit + 1),
    { readOnly: true },
  );
  return pageOf(rows.map(invitationOf), query.limit, row => [row.invitationId]);
}
