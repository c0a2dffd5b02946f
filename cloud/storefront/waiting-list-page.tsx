import type { EventView } from '#shared/api/events.ts';
import type { TierView } from '#shared/api/tiers.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { heldUntil } from './held-until.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import { Evening } from './parts/evening.tsx';
import { type FormState, InputField, SelectField } from './parts/field.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

export type JoinPage = {
  readonly event: EventView;
  readonly tier: Pick<TierView, 'name' | 'number' | 'orderMin' | 'orderMax'>;
  readonly typed: FormState['typed'];
  readonly mistakes: FormState['mistakes'];
  readonly problem: string | null;
};

/** WL-1: how many, and where to write to; nothing else is asked of somebody who waits. */
export function joinPage(shop: Shop, { event, tier, typed, mistakes, problem }: JoinPage): RenderedPage {
  const { say } = shop;
  const form: FormState = { shop, typed, mistakes };
  const here = `/events/${event.eventId}/waiting-list?tier=${tier.number}`;
  const counts = Array.from({ length: tier.orderMax - tier.orderMin + 1 }, (_, more) => String(tier.orderMin + more));
  return renderPage(shop, {
    title: `${say('waiting.title')} · ${event.title}`,
    path: here,
    quiet: true,
    children: (
      <section className="ticket plain">
        <form className="sheet" method="post" action={storePath(shop.place, here)} noValidate>
          <h1>{say('waiting.title')}</h1>
          <Evening shop={shop} event={event} />
          <p>
            <strong>
              <bdi>{tier.name}</bdi>
            </strong>
          </p>
          <p>{say('waiting.explain')}</p>
          {problem === null ? null : (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <div className="fields">
            <SelectField
              form={form}
              name="quantity"
              label={say('waiting.quantity')}
              hint={say('waiting.quantityHint')}
              options={counts.map(value => ({ value, name: value }))}
            />
            <InputField
              form={form}
              name="email"
              label={say('checkout.email')}
              hint={say('waiting.emailHint')}
              type="email"
              autoComplete="email"
              maxLength={limits.emailCharsMax}
            />
          </div>
          <p className="actions">
            <button type="submit" className="strong">
              {say('waiting.join')}
            </button>
            <a href={storePath(shop.place, `/events/${event.eventId}`)}>
              <bdi>{event.title}</bdi>
            </a>
          </p>
        </form>
      </section>
    ),
  });
}

/** The same for everybody who joined, so that it tells nothing of whoever waits already. */
export function joinedPage(shop: Shop, { event, tier }: Pick<JoinPage, 'event' | 'tier'>): RenderedPage {
  const { say } = shop;
  return renderPage(shop, {
    title: say('waiting.onList'),
    path: `/events/${event.eventId}/waiting-list?tier=${tier.number}&joined=`,
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{say('waiting.onList')}</h1>
          <Evening shop={shop} event={event} />
          <p role="status">{say('waiting.joinedText')}</p>
          <p>
            <a href={storePath(shop.place, '/')}>{say('event.all')}</a>
          </p>
        </div>
      </section>
    ),
  });
}

/** How somebody stands. */
export type WaitingStanding =
  | { readonly kind: 'waiting'; readonly tierName: string; readonly quantity: number }
  | { readonly kind: 'left' }
  | { readonly kind: 'taken' }
  /** Not paid yet: where that is done, below the shop, and until when. */
  | { readonly kind: 'unpaid'; readonly until: Instant | null; readonly payPath: string }
  | { readonly kind: 'over'; readonly until: Instant | null; readonly tierNumber: number }
  | {
      readonly kind: 'offered';
      readonly until: Instant;
      readonly tierName: string;
      readonly quantity: number;
      /** Where the places are bought, below the shop. */
      readonly checkout: string;
    };

type OfferPage = {
  readonly event: EventView;
  readonly link: string;
  readonly standing: WaitingStanding;
  readonly now: Instant;
};

/** WL-5, WL-6: what the signed address of somebody in line shows: what they are offered, and the way out. */
export function offerPage(shop: Shop, { event, link, standing, now }: OfferPage): RenderedPage {
  const { say } = shop;
  const title = say(titles[standing.kind]);
  return renderPage(shop, {
    title,
    path: `/offers/${link}`,
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{title}</h1>
          <Evening shop={shop} event={event} />
          <Standing shop={shop} event={event} standing={standing} now={now} />
          {standing.kind === 'left' || standing.kind === 'taken' ? (
            <p>
              <a href={storePath(shop.place, '/')}>{say('event.all')}</a>
            </p>
          ) : null}
          {standing.kind === 'waiting' || standing.kind === 'offered' ? (
            <form method="post" action={storePath(shop.place, `/offers/${link}/leave`)} className="actions">
              <button type="submit" className="quiet">
                {say(standing.kind === 'offered' ? 'offer.leave' : 'waiting.leave')}
              </button>
            </form>
          ) : null}
        </div>
      </section>
    ),
  });
}

const titles = {
  waiting: 'waiting.onList',
  left: 'waiting.left',
  taken: 'offer.taken',
  unpaid: 'offer.taken',
  over: 'offer.over',
  offered: 'offer.title',
} as const;

function Standing({ shop, event, standing, now }: { readonly shop: Shop } & Omit<OfferPage, 'link'>) {
  const { say, format } = shop;
  if (standing.kind === 'waiting')
    return (
      <>
        <p>{say('waiting.waitsFor', { count: standing.quantity, tier: standing.tierName })}</p>
        <p role="status">{say('waiting.onListText')}</p>
      </>
    );
  if (standing.kind === 'left') return <p role="status">{say('waiting.leftText')}</p>;
  if (standing.kind === 'taken') return <p>{say('offer.takenText')}</p>;
  if (standing.kind === 'unpaid')
    return (
      <>
        {standing.until === null ? null : (
          <p>
            {say('checkout.open')} {heldUntil(shop, standing.until, now)}
          </p>
        )}
        <p className="actions">
          <a className="button strong" href={storePath(shop.place, standing.payPath)}>
            {say(standing.until === null ? 'offer.takenOrder' : 'checkout.openGo')}
          </a>
        </p>
      </>
    );
  if (standing.kind === 'over')
    return (
      <>
        <p>{standing.until === null ? null : say('offer.overText', { time: format.dayTime(standing.until) })}</p>
        <p className="actions">
          <a
            className="button quiet"
            href={storePath(shop.place, `/events/${event.eventId}/waiting-list?tier=${standing.tierNumber}`)}
          >
            {say('waiting.join')}
          </a>
        </p>
      </>
    );
  const { quantity: count, tierName: tier, until, checkout } = standing;
  return (
    <>
      <p>{say('offer.text', { count, tier, time: format.dayTime(until) })}</p>
      <p className="actions">
        <a className="button strong" href={storePath(shop.place, checkout)}>
          {say('queue.go')}
        </a>
      </p>
    </>
  );
}
