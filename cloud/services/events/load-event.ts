import { and, eq } from 'drizzle-orm';
import type { EventView } from '#shared/api/events.ts';
import { standingBuyerRules } from '#shared/catalog/buyer-rules.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { lockSale } from '../../db/placing.ts';
import { events } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';

export async function loadEvent(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  options: { forUpdate?: boolean } = {},
): Promise<EventView> {
  if (options.forUpdate === true) await lockSale(tx, orgId, eventId);
  const query = tx
    .select()
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.eventId, eventId)));
  const [row] = await (options.forUpdate === true ? query.for('no key update') : query);
  if (row === undefined) throw refusal('not-found');
  return eventView(row);
}

/** The event, locked, when its catalogue may still be changed (EV-2). */
export async function loadOpenEvent(tx: Tx, orgId: OrgId, eventId: EventId): Promise<EventView> {
  const event = await loadEvent(tx, orgId, eventId, { forUpdate: true });
  if (event.state === 'cancelled' || event.state === 'ended')
    throw refusal('event-locked', { state: event.state, sentence: `This event is ${event.state}.` });
  return event;
}

export function eventView(row: typeof events.$inferSelect): EventView {
  const { orgId: _orgId, xid: _xid, lineUp, languages, buyerRules, ...view } = row;
  // Both were written through the schema that the view has.
  return {
    ...view,
    lineUp: lineUp as EventView['lineUp'],
    languages: [...languages] as EventView['languages'],
    buyerRules: { ...standingBuyerRules, ...buyerRules },
  };
}
