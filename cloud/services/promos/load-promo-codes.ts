import { and, asc, eq } from 'drizzle-orm';
import type { PromoCodeView } from '#shared/api/promo-codes.ts';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { promoCodes } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadPromoCodes(tx: Tx, orgId: OrgId, eventId: EventId): Promise<PromoCodeView[]> {
  const rows = await tx
    .select()
    .from(promoCodes)
    .where(and(eq(promoCodes.orgId, orgId), eq(promoCodes.eventId, eventId)))
    .orderBy(asc(promoCodes.code));
  return rows.map(promoView);
}

/** Locked, to be changed. */
export async function loadPromoCode(tx: Tx, orgId: OrgId, eventId: EventId, code: string): Promise<PromoCodeView> {
  const [row] = await tx
    .select()
    .from(promoCodes)
    .where(and(eq(promoCodes.orgId, orgId), eq(promoCodes.eventId, eventId), eq(promoCodes.code, code)))
    .for('no key update');
  if (row === undefined) throw refusal('not-found');
  return promoView(row);
}

function promoView({ orgId: _orgId, eventId: _eventId, ...row }: typeof promoCodes.$inferSelect): PromoCodeView {
  // Written through the schema of promo codes.
  return { ...row, tierIds: row.tierIds === null ? null : ([...row.tierIds] as TierId[]) };
}
