import { refusal } from '#shared/kernel/refusal.ts';
import type { PersonCtx } from '../ctx.ts';

/** To everybody else there is nothing here. */
export function requirePlatformAdmin(ctx: PersonCtx): void {
  if (!ctx.person.platformAdmin) throw refusal('not-found');
}
