import type { EventView } from '#shared/api/events.ts';
import { eventStage } from '#shared/catalog/on-sale.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { AboutEvent } from './about-event.tsx';
import type { Cart } from './cart.ts';
import { EventData } from './event-data.tsx';
import { type RenderedPage, renderPage } from './page.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import { TierChoice, type WrongChoice } from './tier-choice.tsx';
import type { ChoiceTier } from './tier-line.tsx';

export type EventPageFacts = {
  readonly event: EventView;
  readonly tiers: readonly ChoiceTier[];
  readonly now: Instant;
  readonly cart: Cart;
  readonly problem: WrongChoice | null;
  readonly fees: boolean;
  readonly taxes: boolean;
};

/** The page of an evening: what it is above, the tickets on the stub. */
export function eventPage(shop: Shop, facts: EventPageFacts): RenderedPage {
  const { event, tiers, now } = facts;
  const { say, format } = shop;
  const stage = eventStage(event, now);
  const notice = stage === 'cancelled' ? say('event.cancelled') : stage === 'over' ? say('event.over') : null;
  return renderPage(shop, {
    title: event.title,
    description: `${event.title}, ${format.day(event.startsAt)}, ${event.venue}`,
    path: `/events/${event.eventId}`,
    head: <EventData shop={shop} event={event} tiers={tiers} now={now} />,
    scripts: notice === null ? ['event'] : [],
    band: (
      <>
        <p className="band-when">
          <time dateTime={event.startsAt}>{format.days(event.startsAt, event.endsAt)}</time>
        </p>
        <h1 lang={event.languages[0]}>
          <bdi>{event.title}</bdi>
        </h1>
        <p className="band-where">
          <span>
            <bdi>{event.venue}</bdi>
          </span>
          <span className="times">
            {say('event.doors', { time: format.time(event.doorsAt) })} ·{' '}
            {say('event.starts', { time: format.time(event.startsAt) })}
          </span>
        </p>
      </>
    ),
    children: (
      <div className="ticket">
        <div className="stub">
          {notice === null ? (
            <TierChoice shop={shop} {...facts} />
          ) : (
            <p className="notice" role="status">
              {notice}
            </p>
          )}
        </div>
        <div className="tear" aria-hidden="true" />
        <div className="sheet">
          <AboutEvent shop={shop} event={event} tiers={tiers} ahead={notice === null} />
          <p className="more">
            <a href={storePath(shop.place, '/')}>{say('event.all')}</a>
          </p>
        </div>
      </div>
    ),
  });
}
