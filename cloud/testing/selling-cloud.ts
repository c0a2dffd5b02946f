import { type RunningSimulator, simulatorKey, startStripeSimulator } from '#fixtures/simulators/stripe/testing.ts';
import type { StartedPayment } from '#shared/api/payments.ts';
import type { OrderId, TierId } from '#shared/kernel/ids.ts';
import { instantMs, parseInstant } from '#shared/kernel/instant.ts';
import { createStripeProvider } from '../gateways/stripe/create-stripe-provider.ts';
import { verifyLedger } from '../services/ledger/verify-ledger.ts';
import { placeOrder } from '../services/orders/place-order.ts';
import type { PaymentProvider } from '../services/payment-provider.ts';
import { connectAccount } from '../services/payments/connect-account.ts';
import { type SettleDeps, settlePayment } from '../services/payments/settle-payment.ts';
import { startPayment } from '../services/payments/start-payment.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from './a-published-event.ts';
import { type TestApp, type TestOrg, testApp } from './app.ts';
import type { TestDatabase } from './database.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { runJobs } from './run-jobs.ts';

export type SellingCloud = AsyncDisposable & {
  readonly cloud: TestApp;
  readonly simulator: RunningSimulator;
  readonly payments: PaymentProvider;
  readonly settleDeps: SettleDeps;
  /** The account of organization A, which may take payments. */
  readonly account: string;
  /** An event of A with one tier that costs something. */
  aSale(over?: { capacity?: number; event?: object; tier?: object }): Promise<PublishedEvent>;
  place(sale: PublishedEvent, count?: number, over?: object): Promise<OrderId>;
  start(orderId: OrderId, way?: 'element' | 'hosted'): Promise<StartedPayment>;
  /** What the buyer's browser does with a started payment: an intent is confirmed, a hosted page filled in, with a card or an IBAN. */
  confirm(started: StartedPayment, card?: string): Promise<void>;
  settle(started: StartedPayment): ReturnType<typeof settlePayment>;
  /** An order that was placed, paid and settled. */
  sold(sale: PublishedEvent, count?: number, over?: object): Promise<OrderId>;
  /** What the books are worth: whole or broken, and the difference to the provider's balance per currency. */
  books(): Promise<readonly [string, readonly (number | null)[]]>;
  /** Plays the rest of the provider's world: banks, buyers' second thoughts. */
  act(verb: string, input: object): Promise<{ readonly id: string }>;
  /** The provider delivers what it has to tell, over HTTP, and the worker works it off. */
  deliver(): Promise<void>;
  /** What the worker has to do is done; fails with the first job that fails. */
  work(): Promise<void>;
};

export const shopUrl = 'https://shop.example.test';

/** The cloud with the payment provider's simulator beside it, over real HTTP with the real SDK, on the cloud's own clock. */
export async function sellingCloud(database: TestDatabase, org?: (cloud: TestApp) => TestOrg): Promise<SellingCloud> {
  const clock = { now: parseInstant('2026-11-22T12:00:00Z') };
  const simulator = await startStripeSimulator({ clock: () => instantMs(clock.now) });
  const payments = createStripeProvider({
    secretKey: simulatorKey,
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
    base: new URL(simulator.url),
    now: () => simulator.world.now() * 1000,
  });
  const cloud = await testApp(database, { deps: { payments } });
  Object.defineProperty(clock, 'now', { get: () => cloud.clock.now });
  const hooks = await listenOnLoopback(request => cloud.app.fetch(request));
  for (const [path, thin] of [
    ['snapshot', false],
    ['thin', true],
  ] as const)
    simulator.world.endpoints.push({
      url: `${hooks.origin}/webhooks/stripe/${path}`,
      secret: `whsec_${path}`,
      connect: !thin,
      thin,
    });
  const of = org?.(cloud) ?? cloud.a;
  const ctx = () => cloud.ctx(of);
  const work = async () => {
    const [failure] = await runJobs(cloud.jobDeps, database);
    if (failure !== undefined) throw failure.error;
  };
  const { account } = await connectAccount(ctx(), payments, { email: 'office@example.org' });
  const act = async (verb: string, input: object) => {
    const body = JSON.stringify({ account, ...input });
    const answer = await fetch(`${simulator.url}/_simulator/${verb}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`);
    return answer.json() as Promise<{ readonly id: string }>;
  };
  await act('capability', { status: 'active' });
  const selling: SellingCloud = {
    cloud,
    simulator,
    payments,
    settleDeps: { payments, keyVault: cloud.deps.keyVault },
    account,
    aSale: over => aPublishedEvent(cloud, of, { ...over, tier: { name: 'Stalls', priceMinor: 2_800, ...over?.tier } }),
    place: async ({ eventId, tierId }, count = 2, over = {}) =>
      (await placeOrder(ctx(), eventId, anOrder(cloud, tierId as TierId, count, over))).orderId,
    start: (orderId, way = 'element') =>
      startPayment(ctx(), payments, orderId, { way, backUrl: `${shopUrl}/paid`, cancelUrl: `${shopUrl}/checkout` }),
    confirm: (started, card) => confirm(simulator, account, started, card),
    settle: ({ paymentId }) => settlePayment(ctx(), { payments, keyVault: cloud.deps.keyVault }, { paymentId }),
    sold: async (sale, count, over) => {
      const orderId = await selling.place(sale, count, over);
      const started = await selling.start(orderId);
      await selling.confirm(started);
      await selling.settle(started);
      return orderId;
    },
    books: async () => {
      const { kind, currencies } = await verifyLedger(cloud.deps.db, of.orgId, payments);
      return [kind, currencies.map(({ differenceMinor }) => differenceMinor)];
    },
    act,
    deliver: async () => {
      await simulator.delivery.run();
      await work();
    },
    work,
    async [Symbol.asyncDispose]() {
      await hooks.close();
      await simulator[Symbol.asyncDispose]();
    },
  };
  await selling.deliver();
  return selling;
}

async function confirm(
  simulator: RunningSimulator,
  account: string,
  started: StartedPayment,
  card = '4242424242424242',
): Promise<void> {
  if (started.way === 'hosted') {
    const body = new URLSearchParams(/^[A-Z]{2}/.test(card) ? { iban: card } : { number: card });
    await fetch(started.hostedUrl, { method: 'POST', redirect: 'manual', body });
    return;
  }
  const [intent] = started.clientSecret.split('_secret_');
  await fetch(`${simulator.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_simulated', 'stripe-account': account },
    body: new URLSearchParams({
      ...(card.startsWith('pm_')
        ? { payment_method: card }
        : { 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': card }),
      return_url: `${shopUrl}/paid`,
    }),
  });
}
