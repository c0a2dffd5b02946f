import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { issueOrder } from '../../services/orders/issue-order.ts';
import { orderLink } from '../../services/orders/order-link.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { joinWaitingList } from '../../services/waiting-list/join-waiting-list.ts';
import { waitingLink } from '../../services/waiting-list/waiting-link.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../a-published-event.ts';
import type { Evening } from './an-evening.ts';
import type { OpenShop } from './open-shop.ts';

export type ShownPage = { readonly path: string; readonly says: RegExp };

/** What a browser can be sent to that is no page. */
const noPage = /\.(ics|pdf|txt|xml)$|\/availability$|\/credit-notes\/|\/logo\/|^\/shop-assets\/|^\/api/;
const shopBase = '/o/:slug';

/**
 * An address of every page that the running application serves, in each state that has a look of its own. A page that nobody named
 * here is a fault, so that none is left out.
 */
export async function everyPage(shop: OpenShop, evening: Evening): Promise<readonly ShownPage[]> {
  const made = await makeStates(shop, evening);
  const known = new Map<string, readonly ShownPage[]>(
    Object.entries({
      '/': [{ path: '/', says: /Box office/ }],
      '/pair': [{ path: '/pair', says: /./ }],
      '/provider-events': [{ path: '/provider-events', says: /./ }],
      '/provider-events/foreign': [{ path: '/provider-events/foreign', says: /./ }],
      [shopBase]: at(`/o/alpha`, /What is on/),
      [`${shopBase}/*`]: at('/o/alpha/nowhere', /nothing here/),
      ...Object.fromEntries(
        ['imprint', 'privacy', 'terms'].map(name => [`${shopBase}/${name}`, at(`/o/alpha/${name}`, /./)]),
      ),
      ...made,
    }),
  );
  const served = shop.cloud.app.routes
    .filter(({ method, path }) => method === 'GET' && !noPage.test(path))
    .map(({ path }) => path);
  // At the root of a domain of its own a shop has the same pages as below its name.
  const own = [...new Set(served)].filter(path => !served.includes(`${shopBase}${path}`));
  const missing = own.filter(path => !known.has(path));
  if (missing.length > 0) throw new Error(`pages that nobody looks at: ${missing.join(', ')}`);
  return own.flatMap(path => known.get(path) ?? []);
}

function at(path: string, says: RegExp): readonly ShownPage[] {
  return [{ path, says }];
}

async function makeStates(shop: OpenShop, evening: Evening): Promise<Record<string, readonly ShownPage[]>> {
  const { cloud } = shop;
  const { a, deps } = cloud;
  const orderAt = (orderId: OrderId) => orderLink(deps.linkSecret, a.orgId, orderId);
  const pay = (orderId: OrderId) => `/o/alpha/pay/${orderAt(orderId)}`;
  const kept = await place(shop, evening.eventId, evening.tiers.stalls);
  const gone = await place(shop, evening.eventId, evening.tiers.stalls);
  await cloud.root.query('update app.holds set lapses_at = $2 where order_id = $1', [
    gone,
    addMs(cloud.clock.now, -60_000),
  ]);
  const sent = await place(shop, evening.eventId, evening.tiers.stalls);
  await cloud.root.query(
    `insert into app.payments (org_id, payment_id, event_id, order_id, attempt, way, state, amount_minor, currency,
       provider_account, request_hash, created_at, updated_at)
     select org_id, $2, event_id, order_id, 1, 'element', 'processing', 1, currency, $3, '', $4, $4
     from app.orders where order_id = $1`,
    [sent, mintId('PaymentId', cloud.deps.randomBytes), shop.account, cloud.clock.now],
  );
  const asked = await later(shop, 'A private evening', { event: { needsApproval: true } });
  const approval = await place(shop, asked.eventId, asked.tierId);
  const paid = await place(shop, evening.eventId, evening.tiers.guest);
  const { tickets } = await issueOrder(cloud.ctx(a), deps.keyVault, paid, {});
  const { ticketId } = must(tickets[0], 'a ticket');
  const full = await later(shop, 'A full house', { capacity: 1 });
  await place(shop, full.eventId, full.tierId);
  const queue = await later(shop, 'A rush', {});
  const room = { opensAt: addMs(cloud.clock.now, 86_400_000), admitsPerMinute: 1 };
  await cloud.call(a.owner, 'put', `${queue.path}/waiting-room`, room);
  const long = await longNames(shop);
  const event = `${shopBase}/events/:eventId`;
  const waiting = `/o/alpha/events/${full.eventId}/waiting-list?tier=1`;
  return {
    [event]: [
      ...at(evening.path, /Twelfth Night/),
      ...at(`/o/alpha/events/${full.eventId}`, /A full house/),
      ...at(`/o/alpha/events/${long.eventId}`, /Donaudampf/),
    ],
    [`${event}/checkout`]: [
      ...at(`${evening.path}/checkout?n1=1&n3=1`, /Your details/),
      ...at(`/o/alpha/events/${long.eventId}/checkout?n1=10`, /Your details/),
    ],
    [`${event}/queue`]: at(`/o/alpha/events/${queue.eventId}/queue?n1=1`, /You are in the queue/),
    [`${event}/waiting-list`]: [
      ...at(waiting, /Waiting list/),
      ...at(`${waiting}&joined=`, /You are on the waiting list/),
    ],
    [`${shopBase}/offers/:link`]: await offers(shop, full),
    [`${shopBase}/orders/:token`]: at(`/o/alpha/orders/${orderAt(paid)}`, /Twelfth Night/),
    [`${shopBase}/orders/:token/tickets/:ticketId`]: at(`/o/alpha/orders/${orderAt(paid)}/tickets/${ticketId}`, /./),
    [`${shopBase}/pay/:link`]: [
      ...at(pay(kept), /Payment/),
      ...at(pay(gone), /Your reservation ran out/),
      ...at(pay(approval), /./),
      ...at(pay(sent), /./),
    ],
    [`${shopBase}/pay/:link/return`]: at(`${pay(kept)}/return`, /Payment/),
  };
}

/** An evening whose names are one word each, and dear. */
function longNames(shop: OpenShop): Promise<PublishedEvent> {
  return later(shop, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfest', {
    tier: { name: 'Ermäßigungsberechtigtenausweisinhaberkarte', priceMinor: 12_345_678 },
  });
}

/** WL-6: somebody in line, in every state one can be in. */
async function offers({ cloud }: OpenShop, { eventId, tierId }: PublishedEvent): Promise<readonly ShownPage[]> {
  const { a, deps } = cloud;
  const states = {
    waiting: /You are on the waiting list/,
    offered: /There are places for you/,
    taken: /You have taken these places/,
    expired: /This offer is over/,
    left: /You have left the waiting list/,
  };
  const shown: ShownPage[] = [];
  for (const [state, says] of Object.entries(states)) {
    const email = `${state}@example.org`;
    await joinWaitingList(cloud.ctx(a, { kind: 'buyer' }), deps.linkSecret, eventId, {
      tierId,
      quantity: 1,
      email,
      language: 'en',
    });
    const { rows } = await cloud.root.query(
      `update app.waiting_list set state = $2, places = case when $2 = 'offered' then '[]'::jsonb end, offer_lapses_at = $3
       where event_id = $1 and email = $4 returning entry_id as "entryId"`,
      [eventId, state, addMs(cloud.clock.now, 3_600_000), email],
    );
    const link = waitingLink(deps.linkSecret, a.orgId, { eventId, entryId: rows[0].entryId });
    shown.push({ path: `/o/alpha/offers/${link}`, says });
  }
  return shown;
}

async function place({ cloud }: OpenShop, eventId: PublishedEvent['eventId'], tierId: PublishedEvent['tierId']) {
  const orderId = mintId('OrderId', cloud.deps.randomBytes);
  await placeOrder(cloud.ctx(cloud.a), eventId, anOrder(cloud, tierId, 1, { orderId }));
  return orderId;
}

/** An evening of the first organization some days ahead. */
export function later(
  { cloud }: Pick<OpenShop, 'cloud'>,
  title: string,
  over: { readonly capacity?: number; readonly event?: object; readonly tier?: object },
): Promise<PublishedEvent> {
  const hours = (count: number) => addMs(cloud.clock.now, (9 * 24 + count) * 3_600_000);
  const event = { title, doorsAt: hours(6), startsAt: hours(7), endsAt: hours(10), ...over.event };
  return aPublishedEvent(cloud, cloud.a, { ...over, event });
}
