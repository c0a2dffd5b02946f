import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { assert } from '#shared/kernel/assert.ts';
import { isId, type OrgId } from '#shared/kernel/ids.ts';
import { lendConnection } from './lend-connection.ts';

/** The service's pool, connected as foyer_app. Rows of an organization are read and written through `withTenant` alone. */
export type Db = Pool;

/** A transaction that sees one organization. It has no `transaction` of its own: that would end this one. */
export type Tx = Omit<NodePgDatabase<Record<string, never>>, 'transaction'>;

export type TenantOptions = {
  readonly readOnly?: boolean;
  readonly statementTimeoutMs?: number;
  readonly idleTimeoutMs?: number;
};

/** The last statement of a transaction, under way: the commit is sent behind it without waiting for its answer. */
export type Finish = (lastWrite: Promise<unknown>) => void;

/**
 * The only way to open a tenant transaction. BEGIN and the organization travel in one message, and what follows does not wait for
 * its answer: on one connection everything happens in the order it was sent. Should the beginning fail, so does the rest, since
 * without an organization no row is seen. The setting ends with the transaction and never follows the connection to the next one.
 */
export async function withTenant<T>(
  db: Db,
  orgId: OrgId,
  work: (tx: Tx, finish: Finish) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> {
  return lendConnection(db, async client => {
    const opening = client.query(openingMessage(orgId, options));
    // It is waited for at the end, and whoever was behind it has failed by then.
    opening.catch(() => {});
    const last: Promise<unknown>[] = [];
    const result = await work(drizzle(client), lastWrite => {
      lastWrite.catch(() => {});
      last.push(lastWrite);
    });
    // After a write that failed, a commit is a rollback, and it is the failure of the write that is told.
    await Promise.all([opening, ...last, client.query('commit')]);
    return result;
  });
}

function openingMessage(orgId: OrgId, options: TenantOptions): string {
  assert(isId('OrgId', orgId), 'a tenant transaction names an organization by its id');
  const statementMs = Math.trunc(options.statementTimeoutMs ?? 15_000);
  const idleMs = Math.trunc(options.idleTimeoutMs ?? 15_000);
  return [
    options.readOnly === true ? 'begin read only' : 'begin',
    `select set_config('app.org_id', '${orgId}', true), set_config('statement_timeout', '${statementMs}', true), set_config('idle_in_transaction_session_timeout', '${idleMs}', true)`,
  ].join('; ');
}
