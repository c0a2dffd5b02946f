import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { canOrder } from '#shared/orders/order-actions.ts';
import type { AppContext, AppDeps } from '../../http/app.ts';
import { rememberedCheckout } from '../../http/buyer-cookie.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import { loadBuyerOrder } from '../../services/shop/load-buyer-order.ts';
import type { ShopEvent } from '../../services/shop/shop-event.ts';
import type { Shop } from '../../storefront/shop.ts';
import { storePath } from '../../storefront/store-place.ts';
import { orderOfLink } from './link-of.ts';

export type OpenOrder = {
  readonly link: string;
  readonly payPath: string;
  readonly until: Instant;
  /** SH-9: whether a new order takes its place. One that somebody has said yes to is not given up for a request. */
  readonly replaced: boolean;
};

/** SH-10: what this buyer keeps for this evening already. */
export async function openOrder({
  deps,
  c,
  request,
  shop,
  shown,
}: {
  readonly deps: AppDeps;
  readonly c: AppContext;
  readonly request: ShopRequest;
  readonly shop: Shop;
  readonly shown: ShopEvent;
}): Promise<OpenOrder | null> {
  const found = orderOfLink(deps, request.ctx, rememberedCheckout(c));
  if (found === null) return null;
  const kept = await loadBuyerOrder(request.ctx, found.orderId, found.version).catch(error => {
    if (isRefusal(error)) return null;
    throw error;
  });
  const until = kept !== null && canOrder('pay', kept.order.state) ? kept.order.holdLapsesAt : null;
  if (kept?.order.eventId !== shown.event.eventId || until === null || until <= request.ctx.now) return null;
  const { link } = found;
  return { link, payPath: storePath(shop.place, `/pay/${link}`), until, replaced: !kept.event.needsApproval };
}
