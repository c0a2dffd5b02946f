import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

export type ListedEvent = {
  readonly event: EventView;
  readonly offer: {
    readonly fromMinor: number;
    readonly currency: string;
    readonly soldOut: boolean;
    readonly opensAt: Instant | null;
    readonly closed: boolean;
  } | null;
};

export type EventListPage = { readonly events: readonly ListedEvent[]; readonly page: number; readonly more: boolean };

/** What is on, one line each: the day as on a tear-off calendar, the title, what it costs. */
export function eventListPage(shop: Shop, { events: listed, page, more }: EventListPage): RenderedPage {
  const { say, brand } = shop;
  return renderPage(shop, {
    title: say('list.title'),
    description: `${brand.name}: ${listed
      .slice(0, 5)
      .map(({ event }) => event.title)
      .join(', ')}`,
    path: pathOf(page),
    band: <h1>{say('list.title')}</h1>,
    children: (
      <div className="ticket list">
        {listed.length === 0 ? (
          <p className="empty">{say('list.empty')}</p>
        ) : (
          <ul>
            {listed.map(one => (
              <Line key={one.event.eventId} shop={shop} listed={one} />
            ))}
          </ul>
        )}
        {page === 1 && !more ? null : (
          <nav className="pages" aria-label={say('list.pages')}>
            {page === 1 ? null : (
              <a rel="prev" href={storePath(shop.place, pathOf(page - 1))}>
                {say('list.earlier')}
              </a>
            )}
            {more ? (
              <a rel="next" href={storePath(shop.place, pathOf(page + 1))}>
                {say('list.later')}
              </a>
            ) : null}
          </nav>
        )}
      </div>
    ),
  });
}

function pathOf(page: number): string {
  return page === 1 ? '/' : `/?page=${page}`;
}

function Line({ shop, listed: { event, offer } }: { readonly shop: Shop; readonly listed: ListedEvent }) {
  const { say } = shop;
  const format = formatIn(shop.language, event.zone);
  return (
    <li>
      <a href={storePath(shop.place, `/events/${event.eventId}`)}>
        <span className="when">
          <span className="when-day">{format.shortDay(event.startsAt)}</span>
          <span className="when-time">{format.time(event.startsAt)}</span>
        </span>
        <span className="what">
          <span className="what-title" lang={event.languages[0]}>
            <bdi>{event.title}</bdi>
          </span>
          <span className="what-where">
            <bdi>{event.venue}</bdi>
          </span>
        </span>
        <span className="price">{offer === null ? null : priceOf()}</span>
      </a>
    </li>
  );

  function priceOf() {
    if (offer === null) return null;
    if (offer.closed) return <span className="gone">{say('tiers.closed')}</span>;
    if (offer.opensAt !== null) return say('list.notYet', { time: format.dayTime(offer.opensAt) });
    if (offer.soldOut) return <span className="gone">{say('list.soldOut')}</span>;
    if (offer.fromMinor === 0) return say('list.free');
    return say('list.from', { price: format.money(offer.fromMinor, offer.currency) });
  }
}
