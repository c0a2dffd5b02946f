import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { ProviderEventState, ProviderEventView } from '#shared/api/provider-events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { instantSchema } from '#shared/kernel/schemas.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { listProviderEventRows } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

/** What the provider told the organization, the latest first. */
export async function listProviderEvents(
  ctx: Ctx,
  query: PageQuery & {
    readonly state?: ProviderEventState | undefined;
    readonly type?: string | undefined;
    readonly receivedFrom?: Instant | undefined;
    readonly receivedBefore?: Instant | undefined;
  },
): Promise<Page<ProviderEventView>> {
  requirePermission(ctx, 'webhooks:read');
  const cursor = decodeCursor(query.cursor, z.tuple([instantSchema, z.string().max(200)]));
  const { state, type, receivedFrom, receivedBefore } = query;
  // Nothing has an id before the empty one.
  const first = receivedBefore === undefined ? null : ([receivedBefore, ''] as const);
  const [before, beforeId] = cursor ?? first ?? [null, null];
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    tx =>
      listProviderEventRows(tx, {
        state,
        type,
        before,
        beforeId,
        limit: query.limit + 1,
      }),
    { readOnly: true },
  );
  return pageOf(
    rows
      .filter(row => receivedFrom === undefined || row.receivedAt >= receivedFrom)
      .map(({ payload: _kept, ...view }) => view),
    query.limit,
    row => [row.receivedAt, row.eventId],
  );
}
