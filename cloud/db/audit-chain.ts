import { sql } from 'drizzle-orm';
import type { Tx } from './with-tenant.ts';

/** The first row of this transaction's organization that is not what the one before it says. */
export async function firstBrokenRow(tx: Tx): Promise<{ readonly seq: number; readonly why: string } | null> {
  const { rows } = await tx.execute<{ seq: string; why: string }>(sql`
    with chain as (
      select a.*, lag(a.seq, 1, 0::bigint) over w as seq_before,
        lag(a.hash, 1, sha256(convert_to(a.org_id, 'UTF8'))) over w as hash_before,
        app.audit_hash(a.prev_hash, a.org_id, a.seq, a.at, a.actor, a.verb, a.target, a.before, a.after, a.request_id) as computed
      from app.audit a where a.org_id = (select current_setting('app.org_id')) window w as (order by a.seq)
    )
    select case when seq <> seq_before + 1 then seq_before + 1 else seq end as seq,
      case
        when seq <> seq_before + 1 then 'a row is missing'
        when prev_hash <> hash_before then 'the row does not follow from the one before it'
        else 'the row was changed'
      end as why
    from chain
    where seq <> seq_before + 1 or prev_hash <> hash_before or hash <> computed
    order by chain.seq limit 1`);
  const [row] = rows;
  return row === undefined ? null : { seq: Number(row.seq), why: row.why };
}

type End = { readonly seq: number; readonly hash: string };

/** Where the chain ends by its rows, and where by the head that was kept aside. */
export async function auditHead(tx: Tx): Promise<{ readonly head: End; readonly last: End }> {
  const { rows } = await tx.execute<{
    head_seq: string | null;
    head_hash: string | null;
    seq: string | null;
    hash: string | null;
  }>(sql`
    select h.seq as head_seq, encode(h.hash, 'hex') as head_hash, l.seq, encode(l.hash, 'hex') as hash
    from (select) one
    left join app.audit_head() h on true
    left join lateral (
      select seq, hash from app.audit where org_id = (select current_setting('app.org_id')) order by seq desc limit 1
    ) l on true`);
  const [row] = rows;
  return {
    head: { seq: Number(row?.head_seq ?? 0), hash: row?.head_hash ?? '' },
    last: { seq: Number(row?.seq ?? 0), hash: row?.hash ?? '' },
  };
}
