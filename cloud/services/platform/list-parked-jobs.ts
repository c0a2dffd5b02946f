import { z } from 'zod';
import type { PageQuery } from '#shared/api/page.ts';
import type { ParkedJob } from '#shared/api/platform.ts';
import { decodeCursor, type Page, pageOf } from '../../db/page.ts';
import { parkedJobs } from '../../db/parked-jobs.ts';
import type { PersonCtx } from '../ctx.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

/** Jobs that failed as often as they may and wait for a person. */
export async function listParkedJobs(ctx: PersonCtx, query: PageQuery): Promise<Page<ParkedJob>> {
  requirePlatformAdmin(ctx);
  const [after = '0'] = decodeCursor(query.cursor, z.tuple([z.string().regex(/^\d{1,18}$/)])) ?? [];
  return pageOf(await parkedJobs(ctx.db, after, query.limit + 1), query.limit, row => [row.jobId]);
}
