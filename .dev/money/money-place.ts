import type { Pool } from 'pg';
import { createStripeSimulator, type StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import type { Contract } from '#fixtures/simulators/stripe/schema/contract.ts';
import { createStripeProvider } from '../../cloud/gateways/stripe/create-stripe-provider.ts';
import type { PaymentProvider } from '../../cloud/services/payment-provider.ts';
import { countCall, countHook } from './count-traffic.ts';
import { loopbackServer } from './loopback-server.ts';
import { MoneyClock } from './money-clock.ts';
import { MoneyCloud } from './money-cloud.ts';
import type { MoneyCounts } from './money-world.ts';
import type { MoneyPlan } from './plan-seed.ts';
import { type PlantedBug, withBugInProvider } from './planted-bugs.ts';
import { slowBanks } from './slow-banks.ts';

const secrets = { snapshot: 'whsec_money_snapshot', thin: 'whsec_money_thin' };

export type MoneyPlace = {
  readonly cloud: MoneyCloud;
  /** A provider of its own for each seed, behind one address. */
  provider(seed: number, clock: MoneyClock): StripeSimulator;
  /** The real SDK as the product uses it, but that it never waits to try again: here that is somebody's next step. */
  sdk(clock: MoneyClock, plan: MoneyPlan, bug: PlantedBug | null): PaymentProvider;
  /** From now on this provider answers, and what goes to and fro is counted. */
  listen(simulator: StripeSimulator, counts: MoneyCounts): void;
  close(): Promise<void>;
};

/** The cloud and the provider, each behind real HTTP on loopback. */
export async function openMoneyPlace(
  pools: { readonly root: Pool; readonly app: Pool },
  contract: Contract | null,
): Promise<MoneyPlace> {
  const shop = await loopbackServer();
  const provider = await loopbackServer();
  const sdk = (clock: MoneyClock) =>
    createStripeProvider({
      secretKey: 'sk_test_simulated',
      publishableKey: 'pk_test_simulated',
      webhookSecrets: { snapshot: [secrets.snapshot], thin: [secrets.thin] },
      base: new URL(provider.url),
      now: () => clock.ms,
      retriesMax: 0,
    });
  /** What the latest event said of each intent: what must not be believed. */
  const told = new Map<string, { readonly status: string }>();
  const cloud = new MoneyCloud(pools.root, pools.app, shop.url, sdk(new MoneyClock()));
  await pools.root.query(`insert into app.installation (installation_id) values ('money') on conflict do nothing`);
  return {
    cloud,
    provider: (seed, clock) =>
      createStripeSimulator({
        seed,
        clock: () => clock.ms,
        baseUrl: provider.url,
        endpoints: [
          { url: `${shop.url}/webhooks/stripe/snapshot`, secret: secrets.snapshot, connect: true, thin: false },
          { url: `${shop.url}/webhooks/stripe/thin`, secret: secrets.thin, connect: false, thin: true },
        ],
        contract,
        automaticDelivery: false,
      }),
    sdk: (clock, plan, bug) => {
      told.clear();
      return withBugInProvider(bug, slowBanks(sdk(clock), plan), told);
    },
    listen: (simulator, counts) => {
      provider.handle = async request => countCall(counts, await simulator.fetch(request));
      const heard = new Map<string, number>();
      shop.handle = request => countHook(counts, { simulator, heard, told }, request, () => cloud.app.fetch(request));
    },
    close: async () => {
      await Promise.all([shop.close(), provider.close()]);
    },
  };
}
