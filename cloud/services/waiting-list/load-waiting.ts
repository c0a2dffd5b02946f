import { and, eq } from 'drizzle-orm';
import type { WaitingView } from '#shared/api/waiting-list.ts';
import type { EventId, OrgId, WaitingId } from '#shared/kernel/ids.ts';
import { waitingList } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

export type WaitingRecord = typeof waitingList.$inferSelect;

export async function findWaiting(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  entryId: WaitingId,
  options: { readonly forUpdate?: boolean } = {},
): Promise<WaitingRecord | null> {
  const query = tx.select().from(waitingList).where(isEntry({ orgId, eventId, entryId }));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  return row ?? null;
}

export function isEntry({ orgId, eventId, entryId }: Pick<WaitingRecord, 'orgId' | 'eventId' | 'entryId'>) {
  return and(eq(waitingList.orgId, orgId), eq(waitingList.eventId, eventId), eq(waitingList.entryId, entryId));
}

export function waitingView(row: WaitingRecord): WaitingView {
  const { entryId, tierId, email, language, quantity, state, orderId, offeredAt, offerLapsesAt, createdAt } = row;
  return { entryId, tierId, email, language, quantity, state, orderId, offeredAt, offerLapsesAt, createdAt };
}

/** What the log keeps of somebody in line: nothing that says who they are. */
export function waitingSummary({
  tierId,
  quantity,
  state,
  offerLapsesAt,
}: WaitingRecord): Pick<WaitingRecord, 'tierId' | 'quantity' | 'state' | 'offerLapsesAt'> {
  return { tierId, quantity, state, offerLapsesAt };
}
