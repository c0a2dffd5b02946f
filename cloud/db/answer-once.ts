import { hash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Ctx } from '../services/ctx.ts';
import { idempotency } from './tables/organizations.ts';
import type { Tx } from './with-tenant.ts';

/**
 * Repeats are answers. The caller minted `key` (usually the id of what is made); the same key with the same input gets the
 * stored answer and `work` is not run, the same key with other input is refused. Two at once wait for each other.
 */
export async function answerOnce<Answer>(
  tx: Tx,
  ctx: Ctx,
  once: { readonly verb: string; readonly key: string; readonly input: unknown },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const inputHash = inputHashOf(once.input);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.orgId} ${once.verb} ${once.key}`}, 0))`);
  const [stored] = await tx
    .select({ inputHash: idempotency.inputHash, answer: idempotency.answer })
    .from(idempotency)
    .where(and(eq(idempotency.orgId, ctx.orgId), eq(idempotency.verb, once.verb), eq(idempotency.key, once.key)));
  if (stored !== undefined) {
    if (Buffer.compare(stored.inputHash, inputHash) !== 0) throw refusal('repeat-differs', { id: once.key });
    // What was stored under this verb was an Answer of this verb.
    return stored.answer as Answer;
  }
  const answer = await work();
  await tx.insert(idempotency).values({
    orgId: ctx.orgId,
    verb: once.verb,
    key: once.key,
    inputHash,
    answer: answer ?? null,
    createdAt: ctx.now,
  });
  return answer;
}

/** sha256 over the input with the keys of every object in order, so that two spellings of one input are one input. */
export function inputHashOf(input: unknown): Buffer {
  return hash('sha256', JSON.stringify(inOrder(input)), 'buffer');
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  // As it says itself what it is in JSON, like a date.
  if ('toJSON' in value) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]));
}
