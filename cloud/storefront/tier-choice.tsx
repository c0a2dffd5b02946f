import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Cart } from './cart.ts';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import { type ChoiceTier, TierLine } from './tier-line.tsx';
import { tierState } from './tier-state.ts';

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
  const { shop, event, tiers, problem, fees, taxes } = props;
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
      <CodeField {...props} here={here} />
      {nothing ? null : <Go shop={shop} />}
    </form>
  );
}

/** SH-4: opens what needs a code; without a script as well, as the form can be sent back to this page. */
function CodeField({ shop: { say }, cart, tiers, here }: Props & { readonly here: string }) {
  return (
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
