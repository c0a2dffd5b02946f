import type { EventView } from '#shared/api/events.ts';
import type { Language } from '#shared/catalog/languages.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Cart } from './cart.ts';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import { type ChoiceTier, TierLine } from './tier-line.tsx';
import { tierState } from './tier-state.ts';

/** What is wrong with what was chosen, in a sentence, and where it is told. */
export type WrongChoice = { readonly about: 'tickets' | 'code'; readonly sentence: string };

type Props = {
  readonly shop: Shop;
  readonly event: EventView;
  readonly tiers: readonly ChoiceTier[];
  readonly now: Instant;
  readonly cart: Cart;
  readonly problem: WrongChoice | null;
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
      {problem?.about !== 'tickets' ? null : (
        <p className="problem" role="alert">
          {problem.sentence}
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
function CodeField({ shop, cart, tiers, problem, here }: Props & { readonly here: string }) {
  const { say } = shop;
  const wrong = problem?.about === 'code' ? problem.sentence : null;
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
          {...(wrong === null ? {} : { 'aria-invalid': true, 'aria-describedby': 'code-wrong', autoFocus: true })}
        />
        <button type="submit" className="quiet" formAction={here}>
          {say('tiers.codeUse')}
        </button>
      </div>
      {wrong === null ? (
        <CodeStanding shop={shop} code={cart.code} opened={tiers.some(tier => tier.visibility === 'code')} />
      ) : (
        <p className="wrong" role="alert" id="code-wrong">
          {wrong}
        </p>
      )}
    </details>
  );
}

function CodeStanding({
  shop: { say },
  code,
  opened,
}: Pick<Props, 'shop'> & { readonly code: string; readonly opened: boolean }) {
  if (code === '') return null;
  return (
    <p className="hint" role="status">
      {say(opened ? 'tiers.codeUsed' : 'tiers.codeKept', { code })}
    </p>
  );
}

function Go({ shop }: Pick<Props, 'shop'>) {
  const { say } = shop;
  return (
    <div className="go">
      <p className="sum" data-sum aria-live="polite" hidden>
        <span data-sum-count data-words={inAll(shop)} />
        <strong data-sum-total dir="auto" />
      </p>
      <button type="submit" className="strong">
        {say('tiers.continue')}
      </button>
    </div>
  );
}

const counted = new Map<Language, string>();

/** How many tickets, for the script: which form a number takes is each language's own. */
function inAll({ say, language }: Shop): string {
  const words =
    counted.get(language) ??
    JSON.stringify(
      Array.from({ length: limits.ticketsPerOrderMax }, (_, index) => say('tiers.inAll', { count: index + 1 })),
    );
  counted.set(language, words);
  return words;
}
