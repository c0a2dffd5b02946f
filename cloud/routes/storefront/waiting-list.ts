import { joinWaitingListSchema } from '#shared/api/waiting-list.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { orderLink } from '../../services/orders/order-link.ts';
import { loadShopEvent, type ShopTier } from '../../services/shop/shop-event.ts';
import { getWaiting, type WaitingPlace } from '../../services/waiting-list/get-waiting.ts';
import { canBeWaitedFor, joinWaitingList } from '../../services/waiting-list/join-waiting-list.ts';
import { leaveWaitingList } from '../../services/waiting-list/leave-waiting-list.ts';
import { readWaitingLink, type WaitingLink, waitingLink } from '../../services/waiting-list/waiting-link.ts';
import { cartQuery } from '../../storefront/cart.ts';
import type { Mistake } from '../../storefront/checkout-form.ts';
import { storePath } from '../../storefront/store-place.ts';
import {
  type JoinPage,
  joinedPage,
  joinPage,
  offerPage,
  type WaitingStanding,
} from '../../storefront/waiting-list-page.tsx';
import { eventIdOf, shopOfEvent } from './events.ts';

/** WL-1, WL-5, WL-6: joining a line, and what the signed address of a place in it opens. */
export function registerWaitingListPages(app: App, deps: AppDeps, kit: ShopKit): void {
  kit.route(app, 'get', '/events/:eventId/waiting-list', async (c, request) => {
    const { shop, event, tier } = await waitedTier(c, request);
    if (new URL(c.req.url).searchParams.has('joined')) return sendPage(c, joinedPage(shop, { event, tier }));
    return sendPage(c, joinPage(shop, { event, tier, typed: new Map(), mistakes: [], problem: null }));
  });

  kit.route(app, 'post', '/events/:eventId/waiting-list', (c, request) => join(deps, c, request));

  kit.route(app, 'get', '/offers/:link', async (c, request) => {
    const link = mustBeWaitingLink(deps, c, request);
    const { event, place } = await getWaiting(request.ctx, link.eventId, link.entryId);
    const token = waitingLink(deps.linkSecret, request.ctx.orgId, link);
    const standing = standingOf(deps, request, place, token);
    return sendPage(c, offerPage(shopOfEvent(request, event), { event, link: token, standing, now: request.ctx.now }));
  });

  kit.route(app, 'post', '/offers/:link/leave', async (c, request) => {
    const link = mustBeWaitingLink(deps, c, request);
    await leaveWaitingList(request.ctx, link.eventId, link.entryId);
    const token = waitingLink(deps.linkSecret, request.ctx.orgId, link);
    return c.redirect(storePath(request.shopFor().place, `/offers/${token}`), 303);
  });
}

async function waitedTier(c: AppContext, request: ShopRequest) {
  const { event, tiers } = await loadShopEvent(request.ctx, eventIdOf(c));
  const number = Number(new URL(c.req.url).searchParams.get('tier'));
  const tier: ShopTier | undefined = tiers.find(each => each.number === number);
  if (tier === undefined || !canBeWaitedFor(tier, request.ctx)) throw refusal('not-found');
  return { shop: shopOfEvent(request, event), event, tier };
}

async function join(deps: AppDeps, c: AppContext, request: ShopRequest): Promise<Response> {
  const { ctx } = request;
  const { shop, event, tier } = await waitedTier(c, request);
  const body = await c.req.parseBody();
  const typed = new Map(
    ['quantity', 'email'].map(name => [name, String(body[name] ?? '').slice(0, limits.formFieldCharsMax)]),
  );
  const show = (wrong: Pick<JoinPage, 'mistakes' | 'problem'>, status: 409 | 422) =>
    sendPage(c, joinPage(shop, { event, tier, typed, ...wrong }), status);
  const wanted = joinWaitingListSchema.safeParse({
    tierId: tier.tierId,
    quantity: Number(typed.get('quantity')),
    email: typed.get('email'),
    language: shop.language,
  });
  if (!wanted.success) return show({ mistakes: mistakesIn(wanted.error.issues), problem: null }, 422);
  try {
    if ((await joinWaitingList(ctx, deps.linkSecret, event.eventId, wanted.data)) === 'on-sale') {
      const query = cartQuery({ counts: new Map([[tier.number, wanted.data.quantity]]), code: '', offer: '' });
      return c.redirect(`${storePath(shop.place, `/events/${event.eventId}`)}${query}`, 303);
    }
    const here = `/events/${event.eventId}/waiting-list?tier=${tier.number}`;
    return c.redirect(`${storePath(shop.place, here)}&joined=`, 303);
  } catch (error) {
    if (!isRefusal(error) || error.code === 'not-found') throw error;
    const { language, zone } = shop;
    return show(
      { mistakes: [], problem: refusalSentence(error.code, error.facts, { language, zone, now: ctx.now }) },
      409,
    );
  }
}

function mistakesIn(issues: readonly { readonly path: readonly PropertyKey[] }[]): readonly Mistake[] {
  const wrong = (field: string) => issues.some(({ path }) => path[0] === field);
  return [
    ...(wrong('quantity') ? [{ field: 'quantity', message: 'mistake.number' } as const] : []),
    ...(wrong('email') ? [{ field: 'email', message: 'mistake.email' } as const] : []),
  ];
}

function mustBeWaitingLink(deps: AppDeps, c: AppContext, { ctx }: ShopRequest): WaitingLink {
  const link = readWaitingLink(deps.linkSecret, ctx.orgId, c.req.param('link'));
  if (link === null) throw refusal('not-found');
  return link;
}

function standingOf(
  { linkSecret }: AppDeps,
  { ctx }: ShopRequest,
  { entry, tier, order }: WaitingPlace,
  token: string,
): WaitingStanding {
  const { state, quantity, offerLapsesAt: until } = entry;
  if (state === 'waiting') return { kind: state, tierName: tier.name, quantity };
  if (state === 'taken' && (order?.state === 'awaiting-payment' || order?.state === 'awaiting-approval')) {
    // The signed address of the offer proves whose they are; there is no mail about an order that is not paid.
    const payPath = `/pay/${orderLink(linkSecret, ctx.orgId, order.orderId, order.linkVersion)}`;
    return { kind: 'unpaid', until: order.state === 'awaiting-payment' ? order.holdLapsesAt : null, payPath };
  }
  const lost = order?.state === 'lapsed' || order?.state === 'cancelled';
  if (state === 'left' || (state === 'taken' && !lost)) return { kind: state };
  if (lost || state === 'expired' || until === null || until <= ctx.now)
    return { kind: 'over', until, tierNumber: tier.number };
  const query = cartQuery({ counts: new Map([[tier.number, quantity]]), code: '', offer: token });
  const checkout = `/events/${entry.eventId}/checkout${query}`;
  return { kind: 'offered', until, tierName: tier.name, quantity, checkout };
}
