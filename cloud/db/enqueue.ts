import { sql } from 'drizzle-orm';
import type { OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Tx } from './with-tenant.ts';

export type JobOptions = {
  /** The same key replaces a waiting job of that key. */
  readonly jobKey: string;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  readonly runAt?: Instant;
  readonly attemptsMax?: number;
};

/** Adds a job in this transaction: it runs when the transaction commits, and never when it does not. */
export async function enqueue(
  tx: Tx,
  job: string,
  payload: { readonly orgId: OrgId } & Readonly<Record<string, unknown>>,
  options: JobOptions,
): Promise<void> {
  await tx.execute(sql`select app.enqueue(
    ${job}, ${JSON.stringify(payload)}::json, ${options.jobKey}, ${options.queue ?? null},
    ${options.runAt ?? null}::timestamptz, ${options.attemptsMax ?? 12}::integer)`);
}

/** The same job for many, in one statement. */
export async function enqueueAll(
  tx: Tx,
  job: string,
  wanted: readonly {
    readonly payload: { readonly orgId: OrgId } & Readonly<Record<string, unknown>>;
    readonly jobKey: string;
  }[],
): Promise<void> {
  if (wanted.length === 0) return;
  await tx.execute(sql`select app.enqueue_all(${job}, ${JSON.stringify(wanted)}::json)`);
}
