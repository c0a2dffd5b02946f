import { createHash } from 'node:crypto';
import { signInSchema } from '#shared/api/session.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { CallCtx } from '../ctx.ts';
import type { Network } from '../network-of.ts';
import type { AttemptKey, Identity, OpenedSession, SignInAttempts } from '../ports.ts';

export type SignInDeps = { readonly identity: Identity; readonly signInAttempts: SignInAttempts };
export type SignInFrom = { readonly address: Network; readonly headers: Headers };

/**
 * Opens a session by password. After a few failures each further attempt for the account, or from the address, waits longer.
 * Unknown accounts are counted and answered like known ones.
 */
export async function signIn(deps: SignInDeps, ctx: CallCtx, raw: unknown, from: SignInFrom): Promise<OpenedSession> {
  const { email, password } = signInSchema.parse(raw);
  const account = attemptKey('account', email, limits.signInFailuresBeforeDelay);
  // Behind one address may be a whole office, so it is allowed more.
  const address = attemptKey('address', from.address, limits.signInFailuresBeforeDelay * 4);
  const { waitMs } = await deps.signInAttempts.reserve([account, address], instantMs(ctx.now));
  if (waitMs > 0) throw refusal('too-many-requests', { retryAfterMs: waitMs });
  const opened = await deps.identity.signIn({ email, password, headers: from.headers });
  if (opened === null)
    throw refusal('unauthenticated', { sentence: 'This address and this password do not go together.' });
  await deps.signInAttempts.succeeded({ account: account.hash, address: address.hash });
  return opened;
}

function attemptKey(kind: string, value: string, freeAttempts: number): AttemptKey {
  return {
    hash: createHash('sha256').update(`${kind} ${value}`).digest(),
    freeAttempts,
    delayMaxMs: limits.signInDelayMaxMs,
  };
}
