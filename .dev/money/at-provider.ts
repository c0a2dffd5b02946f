import type { StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import { booksOf, type Params, type Resource, shelf } from '#fixtures/simulators/stripe/world.ts';

/** Everything of one kind that an account has, in order of creation. */
export function allOf(simulator: StripeSimulator, account: string, kind: string): readonly Resource[] {
  return [...shelf(booksOf(simulator.world, account), kind).values()];
}

/** The intents of an account that no order of ours asked for, whatever they claim. Also where their making was never answered. */
export function foreignIntents(simulator: StripeSimulator, account: string): ReadonlySet<string> {
  const intents = allOf(simulator, account, 'payment_intent');
  return new Set(intents.filter(({ metadata }) => (metadata as Params).elsewhere === 'yes').map(({ id }) => id));
}

/** The rest of the provider's world: banks, buyers' second thoughts, time. Undefined when it could not be. */
export async function provoke(
  simulator: StripeSimulator,
  verb: string,
  input: { readonly account: string } & Params,
): Promise<Params | undefined> {
  const response = await simulator.fetch(
    new Request(`http://provider.test/_simulator/${verb}`, { method: 'POST', body: JSON.stringify(input) }),
  );
  const body = (await response.json()) as Params;
  return response.ok ? body : undefined;
}

/** A call as a browser makes it with the publishable key, or somebody at the provider's own pages with the secret one. */
export async function callProvider(
  simulator: StripeSimulator,
  path: string,
  how: { readonly account: string; readonly params: Readonly<Record<string, string>>; readonly key?: string },
): Promise<{ readonly status: number; readonly body: Params }> {
  const response = await simulator.fetch(
    new Request(`http://provider.test${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${how.key ?? 'pk_test_simulated'}`, 'stripe-account': how.account },
      body: new URLSearchParams(how.params),
    }),
  );
  return { status: response.status, body: (await response.json()) as Params };
}

/** What the provider counts in its own units, in ours: krónur come in hundredths that are always 00. */
export function inOurs(currency: string, amount: unknown): number {
  return currency === 'ISK' ? Number(amount) / 100 : Number(amount);
}
