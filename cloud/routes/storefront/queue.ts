import type { App, AppDeps } from '../../http/app.ts';
import { giveQueuePlace, queueVisitor } from '../../http/queue-cookie.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { loadShopEvent } from '../../services/shop/shop-event.ts';
import { visitWaitingRoom } from '../../services/waiting-room/visit-waiting-room.ts';
import { queuePage } from '../../storefront/queue-page.tsx';
import { storePath } from '../../storefront/store-place.ts';
import { eventIdOf, shopOfEvent } from './events.ts';

/** WR-1: the waiting room in front of an event's checkout. Where there is none, one is at the checkout already. */
export function registerQueue(app: App, deps: AppDeps, kit: ShopKit): void {
  kit.route(app, 'get', '/events/:eventId/queue', async (c, request) => {
    const { ctx } = request;
    const { event } = await loadShopEvent(ctx, eventIdOf(c));
    const shop = shopOfEvent(request, event);
    const { orgId } = ctx;
    const known = queueVisitor(deps, c, orgId, event.eventId);
    const { visitor } = known ?? giveQueuePlace(deps, c, { orgId, eventId: event.eventId, place: shop.place });
    const visit = await visitWaitingRoom(ctx, event.eventId, visitor);
    const { search } = new URL(c.req.url);
    if (visit.kind === 'free')
      return c.redirect(`${storePath(shop.place, `/events/${event.eventId}/checkout`)}${search}`, 303);
    const status = visit.kind === 'crowded' ? 429 : 200;
    return sendPage(c, queuePage(shop, { event, visit, now: ctx.now, query: search }), status);
  });
}
