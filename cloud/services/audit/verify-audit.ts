import type { OrgId } from '#shared/kernel/ids.ts';
import { auditHead, firstBrokenRow } from '../../db/audit-chain.ts';
import { type Db, withTenant } from '../../db/with-tenant.ts';

export type ChainVerdict =
  | { readonly kind: 'whole'; readonly rows: number; readonly head: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly why: string };

const minutes = 60_000;

/** Walks the chain of one organization from its first row to its head; says where it breaks first, and how. */
export async function verifyAudit(db: Db, orgId: OrgId): Promise<ChainVerdict> {
  return withTenant(
    db,
    orgId,
    async tx => {
      const broken = await firstBrokenRow(tx);
      if (broken !== null) return { kind: 'broken', ...broken };
      const { head, last } = await auditHead(tx);
      if (head.seq > last.seq) return { kind: 'broken', seq: last.seq + 1, why: 'rows were cut off at the end' };
      if (head.seq !== last.seq || head.hash !== last.hash)
        return { kind: 'broken', seq: last.seq, why: 'the head of the chain is another' };
      return { kind: 'whole', rows: last.seq, head: last.hash };
    },
    { readOnly: true, statementTimeoutMs: 10 * minutes, idleTimeoutMs: minutes },
  );
}
