import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { ForeignEvent } from '#shared/api/provider-events.ts';
import { instantSchema } from '#shared/kernel/schemas.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { listForeignEventRows } from '../../db/provider-events.ts';
import type { PersonCtx } from '../ctx.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

/** PY-13: what the provider told of accounts that nobody here had, the latest first. */
export async function listForeignEvents(ctx: PersonCtx, query: PageQuery): Promise<Page<ForeignEvent>> {
  requirePlatformAdmin(ctx);
  const cursor = decodeCursor(query.cursor, z.tuple([instantSchema, z.string().max(200)]));
  const [before, beforeId] = cursor ?? [null, null];
  const rows = await listForeignEventRows(ctx.db, { before, beforeId, limit: query.limit + 1 });
  return pageOf(rows, query.limit, row => [row.receivedAt, row.eventId]);
}
