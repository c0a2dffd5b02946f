import { and, asc, eq, sql } from 'drizzle-orm';
import { assert } from '#shared/kernel/assert.ts';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import { appendPostings } from '#shared/ledger/append-postings.ts';
import type { Movement } from '#shared/ledger/movement.ts';
import { type Posting, postingsOf } from '#shared/ledger/postings.ts';
import { ledgerPostings } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/**
 * LE-1: books a movement of money in the transaction of what caused it. A cause posts once: told again it is `known`, and told
 * again with other sums is a fault of ours. A movement of nothing is `known` as well.
 */
export async function postMovement(
  tx: Tx,
  ctx: Ctx,
  movement: Movement,
  about: {
    readonly currency: string;
    readonly orderId?: OrderId;
    readonly eventId?: EventId;
    readonly memo?: string;
  },
): Promise<'posted' | 'known'> {
  const set = postingsOf(movement, about.currency);
  if (set.postings.length === 0) return 'known';
  const { cause } = set;
  const lines = set.postings.map(({ account, minor }, index) => ({ line: index + 1, account, minor }));
  const { rows: fresh } = await tx.execute(sql`
    with fresh as (
      insert into app.ledger_groups (org_id, cause, order_id, event_id, memo, posted_at)
      values (${ctx.orgId}, ${cause}, ${about.orderId ?? null}, ${about.eventId ?? null}, ${about.memo ?? ''}, ${ctx.now}::timestamptz)
      on conflict do nothing returning cause
    )
    insert into app.ledger_postings (org_id, cause, line, account, amount_minor, currency)
    select ${ctx.orgId}, f.cause, l.line, l.account, l.minor, ${set.currency}
    from fresh f, json_to_recordset(${JSON.stringify(lines)}::json) as l (line integer, account text, minor bigint)
    returning line`);
  if (fresh.length > 0) return 'posted';
  const stored = { cause, currency: set.currency, postings: await loadPostings(tx, ctx, cause, set.currency) };
  assert(appendPostings([stored], set).kind === 'planned', `${cause} is told again with the same sums`);
  return 'known';
}

async function loadPostings(tx: Tx, ctx: Ctx, cause: string, currency: string): Promise<Posting[]> {
  const rows = await tx
    .select({ account: ledgerPostings.account, minor: ledgerPostings.amountMinor })
    .from(ledgerPostings)
    .where(
      and(eq(ledgerPostings.orgId, ctx.orgId), eq(ledgerPostings.cause, cause), eq(ledgerPostings.currency, currency)),
    )
    .orderBy(asc(ledgerPostings.line));
  // Written by `postingsOf` alone.
  return rows as Posting[];
}
