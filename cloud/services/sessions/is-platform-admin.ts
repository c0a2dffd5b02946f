import type { PersonId } from '#shared/kernel/ids.ts';
import { isPlatformAdmin as inDirectory } from '../../db/global.ts';
import type { CallCtx } from '../ctx.ts';

export async function isPlatformAdmin(ctx: CallCtx, personId: PersonId): Promise<boolean> {
  return inDirectory(ctx.db, personId);
}
