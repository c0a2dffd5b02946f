import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { ageWords } from './age-words.ts';
import type { Cart } from './cart.ts';
import type { DataTier } from './event-data.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import { type TierState, tierState } from './tier-state.ts';

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

type Line = {
  readonly shop: Shop;
  readonly event: EventView;
  readonly tier: ChoiceTier;
  readonly now: Instant;
  readonly cart: Cart;
};

/** A tier: what it is, what it costs, and how many. */
export function TierLine({ shop, event, tier, now, cart }: Line) {
  const { say, format } = shop;
  const state = tierState(shop, tier, now);
  return (
    <li data-tier={tier.tierId} className={state.kind === 'offered' ? 'tier' : 'tier off'}>
      <div className="tier-what">
        <label htmlFor={fieldOf(tier)} className="tier-name">
          <bdi>{tier.name}</bdi>
        </label>
        <Notes shop={shop} tier={tier} />
        <p className="tier-left" data-left>
          {state.words}
        </p>
        {state.kind === 'not-offered' && state.soldOut === true && tier.visibility === 'public' ? (
          <p className="tier-wait">
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
      <Steps shop={shop} tier={tier} state={state} chosen={cart.counts.get(tier.number) ?? 0} />
    </li>
  );
}

function fieldOf({ number }: ChoiceTier): string {
  return `n${number}`;
}

function Notes({ shop, tier }: Pick<Line, 'shop' | 'tier'>) {
  const { say } = shop;
  const { description, child, orderMin: min, orderMax: max } = tier;
  const age = ageWords(shop, tier.proof);
  const usual = min === 1 && max >= limits.ticketsPerOrderUsual;
  return (
    <>
      {description === '' ? null : (
        <p className="tier-note">
          <bdi>{description}</bdi>
        </p>
      )}
      {age === null ? null : <p className="tier-note">{age}</p>}
      {child === null ? null : (
        <p className="tier-note">{say('tiers.child', { count: child.childrenPerGuardianMax })}</p>
      )}
      {usual ? null : <p className="tier-note">{say('tiers.limits', { min, max })}</p>}
    </>
  );
}

/** A number that can be typed; the script shows the buttons beside it. */
function Steps({
  shop: { say },
  tier,
  state,
  chosen,
}: Pick<Line, 'shop' | 'tier'> & { readonly state: TierState; readonly chosen: number }) {
  const name = fieldOf(tier);
  return (
    <div className="steps">
      <button type="button" className="step" data-step="-1" aria-label={say('tiers.fewer', { tier: tier.name })} hidden>
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
  );
}
