import type { z } from 'zod';
import type { OrderAnswer, stationRequests } from '#shared/api/station.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { searchHit } from './search-tickets.ts';
import { mustHavePlace, type Station } from './station.ts';

/** Every ticket of an order, each with what the door would say to it. */
export function showOrder(station: Station, { orderId }: z.output<typeof stationRequests.order>): OrderAnswer {
  const place = mustHavePlace(station);
  const tickets = station.store.tickets.ofOrder(place.event.eventId, orderId, 'look');
  const [first] = tickets;
  if (first === undefined) throw refusal('not-found', { what: 'order' });
  return { orderRef: first.orderRef ?? '', tickets: tickets.map(ticket => searchHit(station, place, ticket)) };
}
