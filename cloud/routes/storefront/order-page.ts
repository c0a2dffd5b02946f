import { isId, mintId } from '#shared/kernel/ids.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { createBurst } from '../../http/create-burst.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { type Drawn, drawTheirDocument, drawTheirTickets } from '../../services/order-page/draw-papers.ts';
import { getOrderPage } from '../../services/order-page/get-order-page.ts';
import type { LinkHeld } from '../../services/order-page/open-link.ts';
import { readOrderLink } from '../../services/orders/order-link.ts';
import { eventCalendar } from '../../storefront/event-calendar.ts';
import { codePage } from '../../storefront/order-page/code-page.tsx';
import { type OrderDone, orderPage } from '../../storefront/order-page/order-page.tsx';
import { type OrderMistake, type OrderShop, orderShop } from '../../storefront/order-page/order-shop.ts';
import { storeUrl } from '../../storefront/store-place.ts';

/** The page of an order, and what can be had from it. Everything below the one link that opens it. */
export function registerOrderPage(app: App, deps: AppDeps, kit: ShopKit): void {
  kit.route(app, 'get', '/orders/:token', async (c, request) => {
    const page = await loadOrderShop(deps, c, request, null);
    return sendPage(c, orderPage(page, tokenOf(c), doneOf(c)));
  });

  kit.route(app, 'get', '/orders/:token/tickets/:ticketId', async (c, request) => {
    const page = await loadOrderShop(deps, c, request, null);
    const ticket = page.view.tickets.find(each => each.ticketId === c.req.param('ticketId'));
    if (ticket === undefined || ticket.code === null) throw refusal('not-found');
    return sendPage(c, codePage(page, tokenOf(c), ticket));
  });

  kit.route(app, 'get', '/orders/:token/calendar.ics', async (c, request) => {
    const { event } = await getOrderPage(request.ctx, held(deps, c));
    const { place, brand } = request.shopFor();
    const url = storeUrl(place, `/events/${event.eventId}`);
    return c.body(eventCalendar(event, { url, now: request.ctx.now, organizer: brand.name }), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="event.ics"',
    });
  });

  const burst = createBurst({ most: limits.papersPerLinkAndMinute, windowMs: 60_000 });
  /** DO-5: counted for links of ours alone, so that what anybody may make up is not remembered. */
  const asked = (c: AppContext, { ctx }: ShopRequest): LinkHeld => {
    const link = held(deps, c);
    if (readOrderLink(deps.linkSecret, link.token)?.orgId !== ctx.orgId) throw refusal('not-found');
    const retryAfterMs = burst(link.token, instantMs(ctx.now));
    if (retryAfterMs > 0) throw refusal('too-many-requests', { retryAfterMs });
    return link;
  };

  kit.route(app, 'get', '/orders/:token/tickets.pdf', async (c, request) => {
    const { language } = request.shopFor();
    return sendPdf(c, await drawTheirTickets(request.ctx, deps.papers, asked(c, request), language));
  });

  // Asked for by a button, as a number is taken: what merely looks ahead at links takes none.
  kit.route(app, 'post', '/orders/:token/invoice.pdf', async (c, request) =>
    sendPdf(c, await drawTheirDocument(request.ctx, deps.papers, asked(c, request), { refundId: null })),
  );

  kit.route(app, 'post', '/orders/:token/credit-notes/:refundId', async (c, request) => {
    const refundId = c.req.param('refundId');
    if (!isId('RefundId', refundId)) throw refusal('not-found');
    return sendPdf(c, await drawTheirDocument(request.ctx, deps.papers, asked(c, request), { refundId }));
  });
}

export function tokenOf(c: AppContext): string {
  return c.req.param('token') ?? '';
}

export function held(deps: AppDeps, c: AppContext): LinkHeld {
  return { linkSecret: deps.linkSecret, token: tokenOf(c) };
}

/** The order behind the link, in the frame of its shop: in the language it was bought in, on the clocks of its event. */
export async function loadOrderShop(
  deps: AppDeps,
  c: AppContext,
  request: ShopRequest,
  mistake: OrderMistake | null,
): Promise<OrderShop> {
  const view = await getOrderPage(request.ctx, held(deps, c));
  const fallback = chooseLanguage(view.order?.language ?? request.organization.defaultLanguage);
  const shop = request.shopFor({ fallback, zone: view.event.zone });
  const mintTicketId = () => mintId('TicketId', deps.randomBytes);
  return orderShop(shop, view, { token: tokenOf(c), mintTicketId, mistake, now: request.ctx.now });
}

const kinds = ['resent', 'renamed', 'given-back'] as const;

function doneOf(c: AppContext): OrderDone | null {
  const done = c.req.query('done');
  const kind = kinds.find(each => each === done);
  if (kind !== undefined) return { kind };
  if (done !== 'passed-on') return null;
  const ticketId = c.req.query('ticket');
  return { kind: 'passed-on', ticketId: isId('TicketId', ticketId) ? ticketId : null };
}

function sendPdf(c: AppContext, { name, pdf }: Drawn): Response {
  return c.body(new Uint8Array(pdf), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${name}"`,
  });
}
