import type { PersonId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { putPersonToken } from '../../db/global.ts';
import type { CallCtx } from '../ctx.ts';
import { tokenHash } from './who-calls.ts';

export type IssuedToken = { readonly token: string; readonly expiresAt: Instant };

/** A bearer token of fifteen minutes. Only its hash is kept, so it is told this once. */
export async function issueToken(ctx: CallCtx, personId: PersonId): Promise<IssuedToken> {
  const token = Buffer.from(ctx.randomBytes(32)).toString('base64url');
  const expiresAt = addMs(ctx.now, limits.panelTokenLivesMs);
  await putPersonToken(ctx.db, { hash: tokenHash(token), personId, expiresAt, now: ctx.now });
  return { token, expiresAt };
}
