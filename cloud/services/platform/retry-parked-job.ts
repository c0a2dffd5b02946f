import { refusal } from '#shared/kernel/refusal.ts';
import { giveJobItsAttemptsBack } from '../../db/parked-jobs.ts';
import type { PersonCtx } from '../ctx.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

export async function retryParkedJob(ctx: PersonCtx, jobId: string): Promise<void> {
  requirePlatformAdmin(ctx);
  if (!(await giveJobItsAttemptsBack(ctx.db, jobId, ctx.now))) throw refusal('not-found');
}
