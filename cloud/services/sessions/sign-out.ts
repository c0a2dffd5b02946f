import { dropPersonToken } from '../../db/global.ts';
import type { CallCtx } from '../ctx.ts';
import type { Identity } from '../ports.ts';
import { bearerToken, tokenHash } from './who-calls.ts';

/** Ends the session or the token these headers carry; answers the cookies that take the session away. */
export async function signOut(
  deps: { readonly identity: Identity },
  ctx: CallCtx,
  headers: Headers,
): Promise<readonly string[]> {
  const token = bearerToken(headers);
  if (token !== null) await dropPersonToken(ctx.db, tokenHash(token));
  return headers.has('cookie') ? deps.identity.signOut(headers) : [];
}
