import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { type Cart, cartQuery } from './cart.ts';
import { type CheckoutFacts, type Mistake, questionsAsked, type Typed } from './checkout-form.ts';
import { fieldName } from './field-name.ts';
import { heldUntil } from './held-until.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import { BuyerFields } from './parts/buyer-fields.tsx';
import { Evening } from './parts/evening.tsx';
import { CheckField, type FormState, fieldId } from './parts/field.tsx';
import { QuestionField } from './parts/question-field.tsx';
import { QuoteTable, type ShownQuote } from './parts/quote-table.tsx';
import { TicketFields } from './parts/ticket-fields.tsx';
import type { Shop } from './shop.ts';
import { shownSumField, shownSumText } from './shown-sum.ts';
import { storePath } from './store-place.ts';

export type CheckoutPage = {
  readonly facts: CheckoutFacts;
  readonly cart: Cart;
  readonly quote: ShownQuote;
  readonly free: boolean;
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
  /** What was refused as a whole, in a sentence. */
  readonly problem: string | null;
  /** Places this buyer keeps already for this evening. */
  readonly open: { readonly payPath: string; readonly until: Instant; readonly replaced: boolean } | null;
  /** WL-5: until when they keep places that were offered to them, where that is longer than anybody keeps theirs. */
  readonly keptUntil: Instant | null;
  readonly now: Instant;
};

/** Who buys, and what the organizer asks of each ticket; the bill on the stub. A plain form. */
export function checkoutPage(shop: Shop, page: CheckoutPage): RenderedPage {
  const { facts, cart, open } = page;
  const { event } = facts;
  const here = storePath(shop.place, `/events/${event.eventId}`);
  return renderPage(shop, {
    title: `${shop.say('checkout.title')} · ${event.title}`,
    path: `/events/${event.eventId}/checkout${cartQuery(cart)}`,
    quiet: true,
    scripts: ['checkout'],
    children: (
      <>
        {open === null ? null : <OpenOrder shop={shop} open={open} now={page.now} />}
        <form className="ticket" method="post" action={`${here}/checkout${cartQuery(cart)}`} noValidate data-once>
          <Questions shop={shop} page={page} />
          <div className="tear" aria-hidden="true" />
          <Bill shop={shop} page={page} here={here} />
        </form>
      </>
    ),
  });
}

type Props = { readonly shop: Shop; readonly page: CheckoutPage };

/** All that is asked, with what was wrong about it on top. */
function Questions({ shop, page }: Props) {
  const { say } = shop;
  const { facts, mistakes, problem } = page;
  const { event, wanted } = facts;
  const form: FormState = { shop, typed: page.typed, mistakes };
  const asked = questionsAsked({ questions: facts.questions, per: 'order', tiers: wanted });
  return (
    <div className="sheet">
      <h1>{say('checkout.title')}</h1>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {mistakes.length === 0 ? null : <Mistakes form={form} facts={facts} />}
      <input type="hidden" name="orderId" value={facts.orderId} />
      <input type="hidden" name="link" value={facts.link} />
      <input type="hidden" name={shownSumField} value={shownSumText(page.quote)} />
      <BuyerFields form={form} event={event} />
      {asked.length === 0 ? null : (
        <fieldset>
          <legend>{say('checkout.questions')}</legend>
          <div className="fields">
            {asked.map(question => (
              <QuestionField key={question.questionId} form={form} prefix="q" question={question} />
            ))}
          </div>
        </fieldset>
      )}
      <TicketFields form={form} facts={facts} />
      {facts.termsToAccept ? <Terms form={form} /> : null}
    </div>
  );
}

function Terms({ form }: { readonly form: FormState }) {
  const { say, place } = form.shop;
  return (
    <CheckField
      form={form}
      name="terms"
      label={say('checkout.terms')}
      after={
        <a href={storePath(place, '/terms')} target="_blank" rel="noopener">
          {say('checkout.termsRead')}
        </a>
      }
    />
  );
}

/** What it comes to, and the button that keeps the places. */
function Bill({ shop, page, here }: Props & { readonly here: string }) {
  const { say } = shop;
  const { facts, cart, quote, free, open } = page;
  const until = page.keptUntil ?? (open?.replaced ? open.until : null);
  const { event, wanted } = facts;
  const names = new Map(wanted.map(({ tier }) => [tier.tierId as string, tier.name]));
  return (
    <div className="stub">
      <div className="sticky">
        <h2>{say('quote.title')}</h2>
        <Evening shop={shop} event={event} />
        <QuoteTable shop={shop} quote={quote} names={names} />
        <button type="submit" className="strong">
          {say(event.needsApproval ? 'checkout.holdApproval' : free ? 'checkout.holdFree' : 'checkout.hold')}
        </button>
        {free || event.needsApproval ? null : (
          <p className="hint">
            {until === null
              ? say('checkout.holdHint', { minutes: limits.holdDurationMs / 60_000 })
              : heldUntil(shop, until, page.now)}
          </p>
        )}
        <p className="more">
          <a href={`${here}${cartQuery(cart)}`}>{say('checkout.back')}</a>
        </p>
      </div>
    </div>
  );
}

function Mistakes({ form, facts }: { readonly form: FormState; readonly facts: CheckoutFacts }) {
  const { shop, mistakes } = form;
  return (
    <div className="mistakes" role="alert">
      <h2>{shop.say('mistake.title', { count: mistakes.length })}</h2>
      <ul>
        {mistakes.map(({ field, message, values }) => (
          <li key={field}>
            <a href={`#${fieldId(field)}`}>{fieldName(shop, facts, field)}</a> <span>{shop.say(message, values)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type OpenProps = {
  readonly shop: Shop;
  readonly open: NonNullable<CheckoutPage['open']>;
  readonly now: Instant;
};

function OpenOrder({ shop, open, now }: OpenProps) {
  const { say } = shop;
  return (
    <div className="countdown kept" role="status">
      <span>
        {say('checkout.open')} {heldUntil(shop, open.until, now)} {open.replaced ? say('checkout.openReplaced') : ''}
      </span>
      <a className="button quiet" href={open.payPath}>
        {say('checkout.openGo')}
      </a>
      <form method="post" action={`${open.payPath}/give-back`}>
        <button type="submit" className="plain-button">
          {say('checkout.openDrop')}
        </button>
      </form>
    </div>
  );
}
