import { sql } from 'drizzle-orm';
import type { Actor, Ctx } from '../services/ctx.ts';
import type { Tx } from './with-tenant.ts';

/** What was changed: an id, with what it is when the id alone does not tell. */
export type AuditEntry = {
  readonly verb: string;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
};

/**
 * Appends to the organization's chain. Called last in a verb: the head of the chain stays locked until the transaction ends.
 * Secrets (codes, keys, token hashes, PINs) are never handed in.
 */
export async function audit(tx: Tx, ctx: Ctx, entry: AuditEntry): Promise<void> {
  await tx.execute(sql`select app.append_audit(
    ${ctx.now}::timestamptz, ${actorName(ctx.actor)}, ${entry.verb}, ${entry.target},
    ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb, ${ctx.requestId})`);
}

/** The same for many, one after the other in the chain, in one statement. */
export async function auditAll(
  tx: Tx,
  entries: readonly { readonly ctx: Ctx; readonly entry: AuditEntry }[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ ctx, entry }) => ({
    ...entry,
    at: ctx.now,
    actor: actorName(ctx.actor),
    requestId: ctx.requestId,
  }));
  await tx.execute(sql`select app.append_audits(${JSON.stringify(rows)}::jsonb)`);
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** How the audit log names who did it. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person:${actor.personId}`;
    case 'platform-admin':
      return `platform-admin:${actor.personId}`;
    case 'station':
      return `station:${actor.stationId}`;
    case 'buyer':
      return 'buyer';
    case 'system':
      return `system:${actor.job}`;
  }
}
