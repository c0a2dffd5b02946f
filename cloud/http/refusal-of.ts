import { HTTPException } from 'hono/http-exception';
import { ZodError } from 'zod';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { isDatabaseAway } from '../db/is-of-the-moment.ts';

/** The refusal behind an error, or null when it is a fault of ours. What the database says about its rows never gets out. */
export function refusalOf(error: unknown): Refusal | null {
  if (isRefusal(error)) return error;
  if (error instanceof ZodError) return refusalOfIssues(error.issues);
  // The platform's own words for a form whose parts cannot be told apart.
  if (error instanceof TypeError && error.message.startsWith('Failed to parse body as FormData'))
    return refusalOfStatus(400);
  if (error instanceof HTTPException) return refusalOfStatus(error.status);
  const refused = databaseError(error);
  const said = refused === null ? null : refusalOfDatabase(refused);
  // A connection that is lost names no row and no reason: whoever asks again is served.
  return said ?? (isDatabaseAway(error) ? refusal('busy', { retryAfterMs: 1_000 }) : null);
}

/** What an input as a whole is refused for; null for anything else. */
export function badInputOf(error: unknown): Refusal | null {
  const refused = refusalOf(error);
  return refused?.code === 'bad-input' ? refused : null;
}

export type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** The first thing wrong with the input, by field and in a sentence. */
export function refusalOfIssues(issues: readonly Issue[]): Refusal {
  const [first] = issues;
  return refusal('bad-input', {
    field: first?.path.map(String).join('.') ?? '',
    sentence: first?.message ?? 'this input cannot be read',
  });
}

function refusalOfStatus(status: number): Refusal | null {
  if (status === 404) return refusal('not-found');
  if (status === 413) return refusal('too-large');
  if (status === 415)
    return badInput(
      'send the body with the content type this route takes: application/json, or text/csv for an import',
    );
  return status >= 400 && status < 500 ? badInput('the body is not what its content type says') : null;
}

function badInput(sentence: string): Refusal {
  return refusal('bad-input', { field: '', sentence });
}

type DatabaseError = { readonly code: string; readonly detail: string };

/** The SQLSTATE of a database error and its detail, also inside the error of the query builder. */
function databaseError(error: unknown): DatabaseError | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code))
      return { code: cause.code, detail: 'detail' in cause ? String(cause.detail) : '' };
  return null;
}

/** Constraints are the last line behind the verbs. Their names and keys would tell of other rows, so only the code travels. */
function refusalOfDatabase({ code, detail }: DatabaseError): Refusal | null {
  if (code === '23505' || code === '23503' || code === '23514') return refusal('conflict');
  // Postgres keeps no zero character, neither in text nor in JSON, and in JSON no half of a character.
  const unkeepable = code === '22021' || code === '22P05' || (code === '22P02' && /surrogate/.test(detail));
  if (unkeepable) return badInput('a text here holds a character that cannot be kept');
  if (code === '40001' || code === '40P01' || code === '55P03' || code === '57014') return refusal('busy');
  return null;
}
