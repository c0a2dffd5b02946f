import { isId, mintId, parseId, type WaitingId } from '#shared/kernel/ids.ts';
import { addMs, instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { isUnpaid } from '#shared/orders/order-actions.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { rememberCheckout } from '../../http/buyer-cookie.ts';
import { createFreshCache, type FreshCache } from '../../http/fresh-cache.ts';
import { queueVisitor } from '../../http/queue-cookie.ts';
import { readForm } from '../../http/read-form.ts';
import { badInputOf } from '../../http/refusal-of.ts';
import { searchOf } from '../../http/search-of.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { ShopKit } from '../../http/shop-kit.ts';
import { orderLink } from '../../services/orders/order-link.ts';
import { quoteOrder } from '../../services/orders/quote-order.ts';
import { checkoutTicketId } from '../../services/shop/checkout-ticket-id.ts';
import { placeCheckout } from '../../services/shop/place-checkout.ts';
import { seenTiers } from '../../services/shop/seen-tiers.ts';
import { knownShopEvent, loadShopEvent, type ShopEvent, tiersFor } from '../../services/shop/shop-event.ts';
import { mustQueue } from '../../services/waiting-room/visit-waiting-room.ts';
import { type Cart, cartQuery, readCart } from '../../storefront/cart.ts';
import { type CheckoutFacts, mailOf, readCheckout, type Typed } from '../../storefront/checkout-form.ts';
import { type CheckoutPage, checkoutPage } from '../../storefront/checkout-page.tsx';
import { eventPage } from '../../storefront/event-page.tsx';
import type { RenderedPage } from '../../storefront/page.tsx';
import { refusedField } from '../../storefront/refused-field.ts';
import type { Shop } from '../../storefront/shop.ts';
import { readShownSum } from '../../storefront/shown-sum.ts';
import { storePath } from '../../storefront/store-place.ts';
import type { WrongChoice } from '../../storefront/tier-choice.tsx';
import { eventPageFacts } from './event-page-facts.ts';
import { eventIdOf, shopOfEvent } from './events.ts';
import { orderOfLink } from './link-of.ts';
import { offeredUntil, offerIsOver, offerOf } from './offer-of.ts';
import { type OpenOrder, openOrder } from './open-order.ts';
import { isSlowed, showSlowed } from './show-slowed.ts';
import { toldAt } from './told-at.ts';

/** From the cart to an order that keeps its places: one page, one form, one order. */
export function registerCheckout(app: App, deps: AppDeps, kit: ShopKit): void {
  const refusals = createFreshCache<RenderedPage>({ freshMs: deps.shopFreshMs, entriesMax: limits.shopPagesMax });
  kit.route(app, 'get', '/events/:eventId/checkout', (c, request) =>
    serveCheckout({ deps, refusals, c, request }, null),
  );
  kit.route(app, 'post', '/events/:eventId/checkout', async (c, request) =>
    serveCheckout({ deps, refusals, c, request }, await readForm(c)),
  );
}

type Asked = {
  readonly deps: AppDeps;
  /** When a house sells out, hundreds are told the same within a second. */
  readonly refusals: FreshCache<RenderedPage>;
  readonly c: AppContext;
  readonly request: ShopRequest;
};

type Visit = Asked & {
  readonly shop: Shop;
  readonly shown: ShopEvent;
  readonly cart: Cart;
  /** WL-5: whose offered places these are. */
  readonly offer: WaitingId | null;
};

async function serveCheckout(asked: Asked, typed: Typed | null): Promise<Response> {
  const { deps, c, request } = asked;
  const { ctx } = request;
  const cart = readCart(searchOf(c));
  // Somebody who orders is judged under the locks of the sale; what this process knows of it is enough to read their form by.
  const known = typed !== null && cart.code === '';
  const shown = await (known ? knownShopEvent(ctx, eventIdOf(c)) : loadShopEvent(ctx, eventIdOf(c)));
  const offer = offerOf(deps, ctx, shown, cart);
  const visit: Visit = { ...asked, shop: shopOfEvent(request, shown.event), shown, cart, offer };
  const open = typed === null ? await openOrder(visit) : null;
  const facts = checkoutFacts(visit, typed, open);
  if (facts.wanted.length === 0) return tried(visit, `${cartQuery(cart) === '' ? '?' : `${cartQuery(cart)}&`}choose=`);
  const visitor = queueVisitor(deps, c, ctx.orgId, shown.event.eventId)?.visitor ?? null;
  if (offer !== null && typed === null && (await offerIsOver(ctx, shown.event.eventId, offer)))
    return c.redirect(storePath(visit.shop.place, `/offers/${cart.offer}`), 303);
  // Who has an offer had their turn; whether it stands is looked at where it is taken.
  // Nor does anybody queue again for what they keep.
  if (
    offer === null &&
    typed === null &&
    open?.replaced !== true &&
    (await mustQueue(ctx, shown.event.eventId, visitor))
  )
    return tried(visit, `/queue${cartQuery(cart)}`);
  try {
    if (facts.wanted.length > limits.ticketsPerOrderMax)
      throw refusal('over-order-limit', { max: limits.ticketsPerOrderMax });
    if (typed === null) return await showForm(visit, facts, { typed: new Map(), mistakes: [], problem: null }, 200);
    const { order, mistakes } = readCheckout(typed, facts);
    if (mistakes.length > 0) return await showForm(visit, facts, { typed, mistakes, problem: null }, 422);
    return await place(visit, facts, order, typed);
  } catch (error) {
    const refused = isRefusal(error) ? error : badInputOf(error);
    if (refused === null) throw error;
    if (refused.code === 'hold-lapsed' && offer !== null)
      return c.redirect(storePath(visit.shop.place, `/offers/${cart.offer}`), 303);
    if (refused.code === 'paid-already') return c.redirect(paidPath(visit, refused), 303);
    if (refused.code === 'queue-first') return c.redirect(`${eventPath(visit)}/queue${cartQuery(cart)}`, 303);
    return answerRefusal(visit, facts, refused, typed);
  }
}

/** On to another page of the event; a code was tried here as well as anywhere. */
async function tried(visit: Visit, to: string): Promise<Response> {
  const { c, request, shop, shown, cart } = visit;
  try {
    await seenTiers(request.ctx, shown, cart.code);
  } catch (error) {
    if (!isRefusal(error) || !isSlowed(error)) throw error;
    return showSlowed(c, request, { shop, facts: shown, cart, refused: error });
  }
  return c.redirect(`${eventPath(visit)}${to}`, 303);
}

/** The tickets of the cart, each with the id that follows from the order of the page. */
function checkoutFacts(visit: Visit, typed: Typed | null, open: OpenOrder | null): CheckoutFacts {
  const { deps, request, shop, shown, cart } = visit;
  const theirs = orderOfLink(deps, request.ctx, typed === null && open?.replaced ? open.link : typed?.get('link'));
  const sent = typed?.get('orderId');
  const orderId = theirs?.orderId ?? (isId('OrderId', sent) ? sent : mintId('OrderId', deps.randomBytes));
  // Only what was minted here is signed here; an id that somebody sends proves nothing.
  const minted = theirs === null && sent !== orderId;
  const wanted = tiersFor(shown.tiers, cart.code)
    .flatMap(tier => Array.from({ length: cart.counts.get(tier.number) ?? 0 }, () => tier))
    .slice(0, limits.ticketsPerOrderMax + 1)
    .map((tier, index) => ({ ticketId: checkoutTicketId(deps.linkSecret, orderId, index), tier }));
  return {
    event: shown.event,
    orderId,
    link: minted ? orderLink(deps.linkSecret, request.ctx.orgId, orderId) : (theirs?.link ?? ''),
    wanted,
    questions: shown.questions,
    termsToAccept: request.organization.terms !== '',
    language: shop.language,
    code: cart.code,
  };
}

async function showForm(
  visit: Visit,
  facts: CheckoutFacts,
  state: Pick<CheckoutPage, 'typed' | 'mistakes' | 'problem'>,
  status: 200 | 409 | 422,
): Promise<Response> {
  const { c, request, shop, cart, shown } = visit;
  const lines = shown.tiers.flatMap(({ tierId, number }) => {
    const quantity = facts.wanted.filter(({ tier }) => tier.tierId === tierId).length;
    return quantity === 0 || !cart.counts.has(number) ? [] : [{ tierId, quantity }];
  });
  const quote = await quoteOrder(request.ctx, facts.event.eventId, {
    lines,
    codes: cart.code === '' ? [] : [cart.code],
    email: mailOf(state.typed),
  });
  const open = await openOrder(visit);
  const offered = visit.offer === null ? null : await offeredUntil(request.ctx, facts.event.eventId, visit.offer);
  const keptUntil = offered !== null && offered > addMs(request.ctx.now, limits.holdDurationMs) ? offered : null;
  return sendPage(
    c,
    checkoutPage(shop, { facts, cart, quote, free: quote.free, ...state, open, keptUntil, now: request.ctx.now }),
    status,
  );
}

async function place(
  visit: Visit,
  facts: CheckoutFacts,
  order: ReturnType<typeof readCheckout>['order'],
  typed: Typed,
): Promise<Response> {
  const { deps, c, request, shop } = visit;
  const { ctx } = request;
  const trace = {
    address: deps.addressOf(c.req.raw, c.env),
    device: c.req.header('user-agent') ?? '',
    termsAccepted: facts.termsToAccept && typed.get('terms') === 'yes',
  };
  const visitor = queueVisitor(deps, c, ctx.orgId, facts.event.eventId)?.visitor ?? null;
  const placed = await placeCheckout(ctx, deps, facts.event.eventId, {
    order,
    proof: { trace, offer: visit.offer, visitor, shown: readShownSum(typed) },
    version: orderOfLink(deps, ctx, typed.get('link'))?.version ?? null,
  });
  const link = orderLink(deps.linkSecret, ctx.orgId, placed.orderId);
  const paid = !isUnpaid(placed.state);
  const until = placed.holdLapsesAt ?? addMs(ctx.now, limits.holdDurationMs);
  rememberCheckout(c, link, { place: shop.place, until });
  return c.redirect(storePath(shop.place, `/${paid ? 'orders' : 'pay'}/${link}`), 303);
}

/** What cannot be had is told where it is chosen; what was typed wrong, where it was typed. */
async function answerRefusal(
  visit: Visit,
  facts: CheckoutFacts,
  refused: Refusal,
  typed: Typed | null,
): Promise<Response> {
  const { c, request, shop, cart } = visit;
  const fresh = () => loadShopEvent(request.ctx, visit.shown.event.eventId);
  const sentence = refusalSentence(refused.code, refused.facts, {
    language: shop.language,
    zone: shop.zone,
    now: request.ctx.now,
  });
  const mistake = refusedField(facts, refused);
  if (typed !== null && mistake !== null)
    return showForm({ ...visit, shown: await fresh() }, facts, { typed, mistakes: [mistake], problem: null }, 422);
  if (typed !== null && toldAt.form.includes(refused.code))
    return showForm({ ...visit, shown: await fresh() }, facts, { typed, mistakes: [], problem: sentence }, 409);
  if (isSlowed(refused)) return showSlowed(c, request, { shop, facts: await fresh(), cart, refused });
  if (!toldAt.choice.includes(refused.code)) throw refused;
  const about = refused.code === 'promo-not-valid' ? 'code' : 'tickets';
  const soldOut = refused.code === 'sold-out' ? `${shop.say('problem.soldOut')} ` : '';
  const problem: WrongChoice = { about, sentence: `${soldOut}${sentence}` };
  const { language, place } = shop;
  const { ctx, organization } = request;
  const shopKey = [ctx.orgId, organization.version, language, place.origin, place.base];
  const key = [...shopKey, facts.event.eventId, cartQuery(cart), problem.sentence].join(' ');
  const page = await visit.refusals.get(key, instantMs(ctx.now), async () =>
    eventPage(shop, eventPageFacts(request, await fresh(), cart, problem)),
  );
  return sendPage(c, page, 409);
}

/** What was paid is changed on its own page. */
function paidPath({ deps, request, shop }: Visit, { facts }: Refusal): string {
  const orderId = parseId('OrderId', facts.orderId);
  return storePath(
    shop.place,
    `/orders/${orderLink(deps.linkSecret, request.ctx.orgId, orderId, Number(facts.version))}`,
  );
}

function eventPath({ shop, shown }: Visit): string {
  return storePath(shop.place, `/events/${shown.event.eventId}`);
}
