import { createHash } from 'node:crypto';
import { isId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { isPlatformAdmin, personIdByToken } from '../../db/global.ts';
import type { CallCtx, Person } from '../ctx.ts';
import type { Identity, KnownPerson } from '../ports.ts';

/** The person behind the session cookie or the bearer token of these headers. A token that is no good is refused, not ignored. */
export async function whoCalls(
  deps: { readonly identity: Identity },
  ctx: CallCtx,
  headers: Headers,
): Promise<Person | null> {
  const known = await knownPerson(deps.identity, ctx, headers);
  if (known === null) return null;
  return { ...known, platformAdmin: await isPlatformAdmin(ctx.db, known.personId) };
}

async function knownPerson(identity: Identity, ctx: CallCtx, headers: Headers): Promise<KnownPerson | null> {
  if (!headers.has('authorization')) return headers.has('cookie') ? identity.personOfSession(headers) : null;
  const token = bearerToken(headers);
  const personId = token === null ? null : await personIdByToken(ctx.db, tokenHash(token), ctx.now);
  const person = isId('PersonId', personId) ? await identity.personById(personId) : null;
  if (person === null) throw refusal('unauthenticated');
  return person;
}

/** What follows `Bearer` in these headers, when it can be a token of ours. */
export function bearerToken(headers: Headers): string | null {
  return /^Bearer ([\w-]{20,200})$/.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

/** Tokens are kept as this hash only: they carry 256 random bits, so nothing slower is needed. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
