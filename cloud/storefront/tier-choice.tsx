import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Cart } from './cart.ts';
import type { DataTier } from './event-data.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import { tierState } from './tier-state.ts';

export type ChoiceTier = DataTier & {
  readonly tierId: string;
  readonly number: number;
  readonly description: string;
  readonly visibility: 'public' | 'hidden' | 'code';
  readonly proof: {
    readonly kind: string;
    readonly ageMin: number | null;
    readonly ageMax: number | null;
    readonly what: string | null;
  } | null;
  readonly child: { readonly childrenPerGuardianMax: number } | null;
};

type Props = {
  readonly shop: Shop;
  readonly event: EventView;
  readonly tiers: readonly ChoiceTier[];
  readonly now: Instant;
  readonly cart: Cart;
  readonly problem: string | null;
  readonly fees: boolean;
  readonly taxes: boolean;
};

/** The stub: a line for each tier with its price, and how many. Sends itself as a plain form; the script adds steps and the sum. */
export function TierChoice(props: Props) {
  const { shop, event, tiers, cart, problem, fees, taxes } = props;
  const { say } = shop;
  const added = [...(fees ? [say('tiers.plusFee')] : []), ...(taxes ? [say('tiers.plusTax')] : [])];
  const here = storePath(shop.place, `/events/${event.eventId}`);
  const nothing = tiers.every(tier => tierState(shop, tier, props.now).kind !== 'offered');
  return (
    <form
      method="get"
      action={`${here}/checkout`}
      className="choice"
      data-event
      data-availability={`${here}/availability`}
    >
      {/* Enter in a number goes on, and does not use the code: a form is sent by its first button. */}
      <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true">
        {say('tiers.continue')}
      </button>
      <h2 id="tiers">{say('tiers.title')}</h2>
      {added.length === 0 ? null : <p className="hint">{added.join(', ')}</p>}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {tiers.length === 0 ? <p className="empty">{say('tiers.none')}</p> : null}
      <ul className="tiers" aria-labelledby="tiers">
        {tiers.map(tier => (
          <TierLine key={tier.tierId} {...props} tier={tier} />
        ))}
      </ul>
      <details className="code" open={cart.code !== ''}>
        <summary>{say('tiers.code')}</summary>
        <div className="code-row">
          <label htmlFor="code">{say('tiers.codeHint')}</label>
          <input
            id="code"
            name="code"
            defaultValue={cart.code}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            dir="ltr"
          />
          <button type="submit" className="quiet" formAction={here}>
            {say('tiers.codeUse')}
          </button>
        </div>
        {cart.code === '' ? null : (
          <p className="hint" role="status">
            {say(tiers.some(tier => tier.visibility === 'code') ? 'tiers.codeUsed' : 'tiers.codeKept', {
              code: cart.code,
            })}
          </p>
        )}
      </details>
      {nothing ? null : <Go shop={shop} />}
    </form>
  );
}

function Go({ shop: { say } }: Pick<Props, 'shop'>) {
  return (
    <div className="go">
      <p className="sum" data-sum aria-live="polite" hidden>
        <span data-sum-count data-one={say('tiers.inAll', { count: 1 })} />
        <strong data-sum-total dir="auto" />
      </p>
      <button type="submit" className="strong">
        {say('tiers.continue')}
      </button>
    </div>
  );
}

function TierLine({ shop, event, tier, now, cart }: Props & { readonly tier: ChoiceTier }) {
  const { say, format } = shop;
  const state = tierState(shop, tier, now);
  const name = `n${tier.number}`;
  const chosen = cart.counts.get(tier.number) ?? 0;
  return (
    <li data-tier={tier.tierId} className={state.kind === 'offered' ? 'tier' : 'tier off'}>
      <div className="tier-what">
        <label htmlFor={name} className="tier-name">
          <bdi>{tier.name}</bdi>
        </label>
        {tier.description === '' ? null : (
          <p className="tier-note">
            <bdi>{tier.description}</bdi>
          </p>
        )}
        {tier.child === null ? null : (
          <p className="tier-note">{say('tiers.child', { count: tier.child.childrenPerGuardianMax })}</p>
        )}
        <p className="tier-left" data-left>
          {state.words}
        </p>
        {state.kind === 'not-offered' && state.soldOut === true && tier.visibility === 'public' ? (
          <p className="tier-note">
            <a href={storePath(shop.place, `/events/${event.eventId}/waiting-list?tier=${tier.number}`)}>
              {say('waiting.join')}
            </a>
          </p>
        ) : null}
      </div>
      <p className="tier-price">
        <span dir="auto">
          {tier.priceMinor === 0 ? say('tiers.free') : format.money(tier.priceMinor, tier.currency)}
        </span>
      </p>
      <div className="steps">
        <button
          type="button"
          className="step"
          data-step="-1"
          aria-label={say('tiers.fewer', { tier: tier.name })}
          hidden
        >
          −
        </button>
        <input
          id={name}
          name={name}
          type="number"
          inputMode="numeric"
          min={0}
          max={state.kind === 'offered' ? state.max : 0}
          step={1}
          defaultValue={chosen}
          disabled={state.kind !== 'offered'}
          data-price={tier.priceMinor}
          data-currency={tier.currency}
          data-least={tier.orderMin}
          aria-label={say('tiers.quantity', { tier: tier.name })}
        />
        <button type="button" className="step" data-step="1" aria-label={say('tiers.more', { tier: tier.name })} hidden>
          +
        </button>
      </div>
    </li>
  );
}
