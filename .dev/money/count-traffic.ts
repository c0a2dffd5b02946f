import type { StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import type { MoneyCounts } from './money-world.ts';

/** What a call to the provider ended in. */
export async function countCall({ calls }: MoneyCounts, response: Response): Promise<Response> {
  calls.made += 1;
  if (response.status === 409 || response.status === 429) calls.busy += 1;
  if (response.status === 500) {
    const lost = (await response.clone().text()).includes('The answer was lost');
    calls[lost ? 'lost' : 'failed'] += 1;
  }
  return response;
}

export type Hearing = {
  readonly simulator: StripeSimulator;
  /** Where each event stands in the provider's own order. */
  readonly heard: Map<string, number>;
  /** The intent as the latest event about it shows it. */
  readonly told: Map<string, { readonly status: string }>;
};

/** How a webhook arrived, seen from where it arrives. */
export async function countHook(
  { hooks }: MoneyCounts,
  { simulator, heard, told }: Hearing,
  request: Request,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const { id, data } = (await request.clone().json()) as Hook;
  const object = data?.object;
  if (object?.object === 'payment_intent') told.set(object.id, object);
  const response = await answer();
  if (response.status === 400) hooks.forged += 1;
  else if (!response.ok) hooks.refused += 1;
  else {
    const place = simulator.world.events.findIndex(({ event }) => event.id === id);
    hooks.heard += 1;
    if (heard.has(id)) hooks.duplicate += 1;
    else if (place < Math.max(-1, ...heard.values())) hooks.late += 1;
    heard.set(id, place);
  }
  return response;
}

/** As the simulator writes it: a thin event has no object. */
type Hook = {
  readonly id: string;
  readonly data?: { readonly object?: { readonly id: string; readonly object: string; readonly status: string } };
};
