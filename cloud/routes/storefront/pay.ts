import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { PaymentState } from '#shared/orders/next-payment-state.ts';
import { canOrder, isPaid } from '#shared/orders/order-actions.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { sayRetryAfter } from '../../http/error-answer.ts';
import { createFreshCache } from '../../http/fresh-cache.ts';
import { inTime } from '../../http/in-time.ts';
import { noteFault } from '../../http/note-refusal.ts';
import { refusalStatus } from '../../http/refusal-status.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { isProviderError } from '../../services/payment-provider.ts';
import { settlePayment } from '../../services/payments/settle-payment.ts';
import { startPayment } from '../../services/payments/start-payment.ts';
import { giveBackOrder } from '../../services/shop/give-back-order.ts';
import { type BuyerOrder, loadBuyerOrder } from '../../services/shop/load-buyer-order.ts';
import type { Cart } from '../../storefront/cart.ts';
import { payPage } from '../../storefront/pay-page.tsx';
import type { Shop } from '../../storefront/shop.ts';
import { storePath, storeUrl } from '../../storefront/store-place.ts';
import { approvalWaitingPage, lapsedPage, paymentWaitingPage } from '../../storefront/waiting-pages.tsx';
import { shopOfEvent } from './events.ts';
import { mustBeLink } from './link-of.ts';
import { toldAt } from './told-at.ts';

/** Where an order is paid. Its address is signed, so a reload, the back button and another device all come back to it. */
export function registerPay(app: App, deps: AppDeps, kit: ShopKit): void {
  const visitOf = (c: AppContext, request: ShopRequest) => enter(deps, c, request);

  const answers = createFreshCache<Answer>({ freshMs: deps.shopFreshMs, entriesMax: limits.shopCacheMax });
  kit.route(app, 'get', '/pay/:link', async (c, request) => {
    const visit = await visitOf(c, request);
    if (isOpen(visit) || !visit.kept.payments.some(isUnheard)) return show(visit, null);
    // They may have paid without anybody having heard of it. Asked once for however often the page is looked at.
    const key = `${request.ctx.orgId} ${visit.kept.order.orderId}`;
    const answer = await inTime(
      answers.get(key, instantMs(request.ctx.now), () => settleAll(visit)),
      patience,
    );
    const after = await visitOf(c, request);
    return answer === 'unknown' && isNotPaid(after) ? showWaiting(after) : show(after, null);
  });

  kit.route(app, 'post', '/pay/:link/start', async (c, request) => {
    const visit = await visitOf(c, request);
    c.header('cache-control', 'no-store');
    return c.json(await begin(visit, 'element'));
  });

  kit.route(app, 'post', '/pay/:link/hosted', async (c, request) => {
    const visit = await visitOf(c, request);
    try {
      const started = await begin(visit, 'hosted');
      return started.way === 'hosted' ? c.redirect(started.hostedUrl, 303) : show(visit, null);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code === 'payment-under-way') return c.redirect(payPath(visit, '/return'), 303);
      if (error.code === 'hold-lapsed') return c.redirect(payPath(visit), 303);
      if (!toldAt.payment.includes(error.code)) throw error;
      return showRefused(visit, error);
    }
  });

  kit.route(app, 'get', '/pay/:link/return', async (c, request) => {
    const visit = await visitOf(c, request);
    const answer = await inTime(settleAll(visit), patience);
    const after = await visitOf(c, request);
    if (answer === 'unknown' && isNotPaid(after)) return showWaiting(after);
    return show(after, answer === 'unpaid' ? after.shop.say('pay.declinedPlain') : null);
  });

  kit.route(app, 'post', '/pay/:link/give-back', async (c, request) => {
    const visit = await visitOf(c, request);
    await giveBackOrder(request.ctx, visit.kept.order.orderId);
    return c.redirect(storePath(visit.shop.place, `/events/${visit.kept.event.eventId}`), 303);
  });
}

type Visit = {
  readonly deps: AppDeps;
  readonly c: AppContext;
  readonly request: ShopRequest;
  readonly shop: Shop;
  readonly kept: BuyerOrder;
  readonly link: string;
};

async function enter(deps: AppDeps, c: AppContext, request: ShopRequest): Promise<Visit> {
  const { link, orderId, version } = mustBeLink(deps, request.ctx, c);
  const kept = await loadBuyerOrder(request.ctx, orderId, version);
  return { deps, c, request, shop: shopOfEvent(request, kept.event), kept, link };
}

function payPath({ shop, link }: Visit, rest = ''): string {
  return storePath(shop.place, `/pay/${link}${rest}`);
}

function begin(visit: Visit, way: 'element' | 'hosted') {
  const { deps, request, shop, kept, link } = visit;
  if (deps.payments === undefined) throw refusal('payments-inactive', {});
  const [backUrl, cancelUrl] = [storeUrl(shop.place, `/pay/${link}/return`), storeUrl(shop.place, `/pay/${link}`)];
  return startPayment(request.ctx, deps.payments, kept.order.orderId, { way, backUrl, cancelUrl }, deps.log);
}

/** `unpaid`: the last attempt came to nothing, and the provider has just said so. `unknown`: nobody may say that nothing was charged. */
type Answer = 'unpaid' | 'unknown' | 'moved';
const patience = { msMax: limits.providerAnswerMsMax, otherwise: 'unknown' as const };

/** PY-3: asks the provider about every attempt that may have moved. */
async function settleAll({ deps, c, request, kept }: Visit): Promise<Answer> {
  const { payments, keyVault } = deps;
  const unheard = kept.payments.filter(isUnheard);
  if (payments === undefined) return unheard.length === 0 ? 'moved' : 'unknown';
  let last: PaymentState | null = null;
  try {
    for (const { paymentId } of unheard)
      last = (await settlePayment(request.ctx, { payments, keyVault }, { paymentId })).state;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    noteFault(deps, c, error);
    return 'unknown';
  }
  return last === 'open' ? 'unpaid' : 'moved';
}

/** What the provider said of it last may no longer be so. */
function isUnheard({ state }: { readonly state: PaymentState }): boolean {
  return state !== 'succeeded' && state !== 'cancelled' && state !== 'failed';
}

/** It waits for its payment, and its places are kept. */
function isOpen({ request, kept: { order } }: Visit): boolean {
  return canOrder('pay', order.state) && order.holdLapsesAt !== null && order.holdLapsesAt > request.ctx.now;
}

function isNotPaid({ kept }: Visit): boolean {
  return ['awaiting-payment', 'lapsed', 'cancelled'].includes(kept.order.state);
}

function showWaiting({ c, shop, kept: { event, order }, link }: Visit): Response {
  return sendPage(c, paymentWaitingPage(shop, { event, link, email: order.buyer.email }));
}

/** SH-11: where one pays, there one is told why it cannot be done now. */
function showRefused(visit: Visit, refused: Refusal): Response {
  const { c, request, shop } = visit;
  const { language, zone } = shop;
  sayRetryAfter(c, refused);
  const sentence = refusalSentence(refused.code, refused.facts, { language, zone, now: request.ctx.now });
  return show(visit, sentence, refusalStatus[refused.code]);
}

/** What there is to see, by how the order stands now. */
function show(visit: Visit, problem: string | null, status?: ContentfulStatusCode): Response {
  const { deps, c, request, shop, kept, link } = visit;
  const { now } = request.ctx;
  const { order, event, payments } = kept;
  const { email } = order.buyer;
  const underWay = payments.some(({ state }) => state === 'processing');
  if (canOrder('approve', order.state)) return sendPage(c, approvalWaitingPage(shop, { event, link, email }));
  const received = payments.some(({ state }) => state === 'succeeded');
  const payable = canOrder('pay', order.state);
  if (!payable && (received || isPaid(order.state))) return c.redirect(storePath(shop.place, `/orders/${link}`), 303);
  if (underWay) return showWaiting(visit);
  const until = order.holdLapsesAt;
  if (!payable || until === null || until <= now)
    return sendPage(c, lapsedPage(shop, { event, link, until, now, cart: cartOf(kept) }), status);
  const names = new Map(kept.tiers.map(({ tierId, name }) => [tierId, name]));
  const provider = deps.payments?.browser ?? null;
  return sendPage(c, payPage(shop, { event, order, names, link, until, now, problem, provider }), status);
}

/** The cart an order came from. */
function cartOf({ order, tiers }: BuyerOrder): Cart {
  const counts = new Map<number, number>();
  for (const { tierId, quantity } of order.quote.lines) {
    const number = tiers.find(tier => tier.tierId === tierId)?.number;
    if (number !== undefined) counts.set(number, quantity);
  }
  return { counts, code: '', offer: '' };
}
