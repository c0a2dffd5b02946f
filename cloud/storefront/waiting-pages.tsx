import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { type Cart, cartQuery } from './cart.ts';
import { wasHeldUntil } from './held-until.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import { Evening } from './parts/evening.tsx';
import { LookAgain } from './parts/look-again.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

type About = { readonly event: EventView; readonly link: string; readonly email: string };

/** The payment was sent and nobody knows yet how it ended: said as it is, looked at again by itself. */
export function paymentWaitingPage(shop: Shop, { event, link, email }: About): RenderedPage {
  const { say } = shop;
  const again = storePath(shop.place, `/pay/${link}/return`);
  return renderPage(shop, {
    title: say('wait.title'),
    path: `/pay/${link}`,
    quiet: true,
    head: <LookAgain seconds={5} url={again} />,
    scripts: ['look-again'],
    children: (
      <section className="ticket plain">
        <div className="sheet" role="status" data-look-again={5} data-at={again}>
          <h1>{say('wait.title')}</h1>
          <Evening shop={shop} event={event} />
          <p>{say('wait.text', { email })}</p>
          <p className="actions">
            <a className="button quiet" href={again}>
              {say('wait.look')}
            </a>
          </p>
        </div>
      </section>
    ),
  });
}

/** The organizer has to say yes first. */
export function approvalWaitingPage(shop: Shop, { event, link, email }: About): RenderedPage {
  const { say } = shop;
  return renderPage(shop, {
    title: say('approval.title'),
    path: `/pay/${link}`,
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{say('approval.title')}</h1>
          <Evening shop={shop} event={event} />
          <p>{say('approval.text', { email })}</p>
        </div>
      </section>
    ),
  });
}

/** SH-10: the places are free again; the same cart is one tap away. */
export function lapsedPage(
  shop: Shop,
  {
    event,
    link,
    until,
    now,
    cart,
  }: Omit<About, 'email'> & { readonly until: Instant | null; readonly now: Instant; readonly cart: Cart },
): RenderedPage {
  const { say } = shop;
  return renderPage(shop, {
    title: say('lapsed.title'),
    path: `/pay/${link}`,
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{say('lapsed.title')}</h1>
          <Evening shop={shop} event={event} />
          <p role="status">{until === null ? say('lapsed.gone') : wasHeldUntil(shop, until, now)}</p>
          <p className="actions">
            <a
              className="button strong"
              href={storePath(shop.place, `/events/${event.eventId}/checkout${cartQuery(cart)}`)}
            >
              {say('lapsed.again')}
            </a>
            <a href={storePath(shop.place, `/events/${event.eventId}`)}>{say('checkout.back')}</a>
          </p>
        </div>
      </section>
    ),
  });
}
