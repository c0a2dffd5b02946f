import type { EventView } from '#shared/api/events.ts';
import { type Instant, instantMs } from '#shared/kernel/instant.ts';
import { heldUntil } from './held-until.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import { Evening } from './parts/evening.tsx';
import { QuoteTable, type ShownQuote } from './parts/quote-table.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

export type PaidOrder = {
  readonly ref: string;
  readonly quote: ShownQuote;
  readonly totalMinor: number;
  readonly currency: string;
};

export type PayPage = {
  readonly event: EventView;
  readonly order: PaidOrder;
  readonly names: ReadonlyMap<string, string>;
  readonly link: string;
  readonly until: Instant;
  readonly now: Instant;
  readonly problem: string | null;
  /** What the provider's form needs; null where payments cannot be taken now. */
  readonly provider: {
    readonly scriptUrl: string;
    readonly connectUrls: readonly string[];
    readonly simulated: boolean;
  } | null;
};

/** Where one pays: until when the places are kept, the provider's card form, and a way that needs no script. */
export function payPage(shop: Shop, page: PayPage): RenderedPage {
  const { say, format } = shop;
  const { event, order, link, provider } = page;
  const here = storePath(shop.place, `/pay/${link}`);
  return renderPage(shop, {
    title: `${say('pay.title')} · ${event.title}`,
    path: `/pay/${link}`,
    quiet: true,
    scripts: ['pay'],
    head: provider === null ? null : <script defer src={provider.scriptUrl} />,
    policy: provider === null ? {} : providerPolicy(provider),
    children: (
      <div className="ticket">
        <div className="sheet">
          <h1>{say('pay.title')}</h1>
          <Countdown shop={shop} until={page.until} now={page.now} />
          <p className="problem" role="alert" data-problem hidden={page.problem === null}>
            {page.problem}
          </p>
          {provider === null ? <p>{say('pay.noPayments')}</p> : null}
          {provider === null ? null : (
            <>
              {provider.simulated ? <Simulation shop={shop} /> : null}
              <CardForm shop={shop} here={here} sum={format.money(order.totalMinor, order.currency)} />
              <form method="post" action={`${here}/hosted`} className="other-way">
                <button type="submit" className="quiet button">
                  {say('pay.hosted')}
                </button>
                <p className="hint">{say('pay.hostedHint')}</p>
              </form>
            </>
          )}
        </div>
        <div className="tear" aria-hidden="true" />
        <div className="stub">
          <div className="sticky">
            <h2>{say('pay.order', { ref: order.ref })}</h2>
            <Evening shop={shop} event={event} />
            <QuoteTable shop={shop} quote={order.quote} names={page.names} />
            <form method="post" action={`${here}/give-back`}>
              <button type="submit" className="plain-button">
                {say('pay.giveBack')}
              </button>
            </form>
          </div>
        </div>
      </div>
    ),
  });
}

/** Shown by the script alone, which puts the provider's form in the place of the card. */
function CardForm({
  shop: { say, place, language },
  here,
  sum,
}: {
  readonly shop: Shop;
  readonly here: string;
  readonly sum: string;
}) {
  return (
    <form
      data-pay
      data-start={`${here}/start`}
      data-return={`${place.origin}${here}/return`}
      data-language={language}
      data-declined={say('pay.declined', { reason: '%reason%' })}
      data-failed={say('pay.failed')}
      data-working={say('pay.working')}
      hidden
    >
      <div className="card" data-card>
        <p className="hint">{say('pay.loading')}</p>
      </div>
      <button type="submit" className="strong" disabled>
        {say('pay.now', { sum })}
      </button>
      <p className="hint" role="status" data-status />
    </form>
  );
}

/** SH-10: an instant for everybody; with scripts the seconds that are left, told aloud only when they get few. */
function Countdown({ shop, until, now }: { readonly shop: Shop; readonly until: Instant; readonly now: Instant }) {
  const { say } = shop;
  return (
    <div
      className="countdown"
      data-left-ms={Math.max(0, instantMs(until) - instantMs(now))}
      data-words={say('pay.left', { time: '%time%' })}
      data-warnings={JSON.stringify([2, 1].map(minutes => say('pay.leftMinutes', { minutes })))}
    >
      <span data-left>{heldUntil(shop, until, now)}</span>
      <span role="status" data-warning />
    </div>
  );
}

/** Stripe's own addresses, or those of the simulator, and nothing else. */
function providerPolicy(provider: NonNullable<PayPage['provider']>) {
  const script = new URL(provider.scriptUrl).origin;
  if (provider.simulated) return { scripts: [script], connects: provider.connectUrls, forms: provider.connectUrls };
  return {
    scripts: [script],
    connects: provider.connectUrls,
    frames: [script, 'https://hooks.stripe.com'],
    images: ['https://*.stripe.com'],
    forms: ['https://checkout.stripe.com'],
  };
}

const trialCards = [
  ['4242 4242 4242 4242', 'pay.cardGood'],
  ['4000 0000 0000 0002', 'pay.cardDeclined'],
  ['4000 0025 0000 3155', 'pay.cardBank'],
  ['4000 0000 0000 0259', 'pay.cardDispute'],
] as const;

function Simulation({ shop: { say } }: { readonly shop: Shop }) {
  return (
    <div className="simulation">
      <p>{say('pay.simulation')}</p>
      <dl>
        {trialCards.map(([number, message]) => (
          <div key={number}>
            <dt>{number}</dt>
            <dd>{say(message)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
