import { createHash } from 'node:crypto';
import { and, asc, count as countRows, eq, inArray, isNull } from 'drizzle-orm';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { foldCode, type Promo } from '#shared/pricing/read-codes.ts';
import { promoCodes, promoUses } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** PR-5: some promo codes of an event with their uses, counted on as orders of one transaction use them. */
export type PromoBook = {
  readonly promosFor: (buyer: string) => readonly Promo[];
  readonly use: (codes: readonly string[], buyer: string) => void;
  /** An order that used these comes to nothing. */
  readonly giveBack: (codes: readonly string[], buyer: string) => void;
};

export const emptyBook: PromoBook = { promosFor: () => [], use: () => {}, giveBack: () => {} };

/** `forUpdate`: nobody else uses or changes them until the transaction ends. Locked in the order of the codes, before any pool. */
export async function openPromoBook(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  wanted: { readonly codes: readonly string[]; readonly buyers: readonly string[] },
  options: { readonly forUpdate?: boolean } = {},
): Promise<PromoBook> {
  const codes = [...new Set(wanted.codes.map(foldCode))];
  if (codes.length === 0) return emptyBook;
  const query = tx
    .select()
    .from(promoCodes)
    .where(and(eq(promoCodes.orgId, orgId), eq(promoCodes.eventId, eventId), inArray(promoCodes.code, codes)))
    .orderBy(asc(promoCodes.code));
  const rows = await (options.forUpdate === true ? query.for('no key update') : query);
  const keys = [...new Set(wanted.buyers.map(buyerKey))];
  const usedBefore = await tx
    .select({ code: promoUses.code, buyerKey: promoUses.buyerKey, uses: countRows() })
    .from(promoUses)
    .where(
      and(
        eq(promoUses.orgId, orgId),
        eq(promoUses.eventId, eventId),
        inArray(promoUses.code, codes),
        inArray(promoUses.buyerKey, keys),
        isNull(promoUses.endedAt),
      ),
    )
    .groupBy(promoUses.code, promoUses.buyerKey);
  const byBuyer = new Map(usedBefore.map(row => [`${row.code} ${row.buyerKey}`, row.uses]));
  const uses = new Map(rows.map(row => [row.code, row.uses]));
  const count = (by: number) => (used: readonly string[], buyer: string) => {
    for (const code of used) {
      const key = `${code} ${buyerKey(buyer)}`;
      uses.set(code, (uses.get(code) ?? 0) + by);
      byBuyer.set(key, (byBuyer.get(key) ?? 0) + by);
    }
  };
  return {
    promosFor: buyer =>
      rows.map(row => ({
        ...row,
        // Written through the schema of promo codes.
        tierIds: row.tierIds as readonly TierId[] | null,
        uses: uses.get(row.code) ?? 0,
        usesByBuyer: byBuyer.get(`${row.code} ${buyerKey(buyer)}`) ?? 0,
      })),
    use: count(1),
    giveBack: count(-1),
  };
}

/** PR-5: a buyer is counted by their address, of which only a hash is kept here. */
export function buyerKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
