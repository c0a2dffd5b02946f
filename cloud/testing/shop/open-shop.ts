import path from 'node:path';
import { type RunningSimulator, simulatorKey, startStripeSimulator } from '#fixtures/simulators/stripe/testing.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { throwAwayDatabases } from '../../../.dev/postgres/throw-away-databases.ts';
import { createStripeProvider } from '../../gateways/stripe/create-stripe-provider.ts';
import { stripeBrowser } from '../../gateways/stripe/stripe-browser.ts';
import { connectAccount } from '../../services/payments/connect-account.ts';
import { type TestApp, testApp } from '../app.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { runJobs } from '../run-jobs.ts';
import { type Mailbox, openMailbox } from './open-mailbox.ts';

export type OpenShop = AsyncDisposable & {
  readonly cloud: TestApp;
  readonly simulator: RunningSimulator;
  readonly mailbox: Mailbox;
  /** Where the cloud answers. */
  readonly origin: string;
  /** The provider's account of the first organization, ready to be paid into. */
  readonly account: string;
  /** Plays the rest of the provider's world: the bank, a dispute. */
  readonly provider: (verb: string, input: object) => Promise<unknown>;
  /** The provider tells what it has to tell, and the worker works it off. */
  readonly deliver: () => Promise<void>;
  /** Nobody answers any more, until the end. */
  readonly unplug: () => Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../../..');

/** The cloud with its shops on loopback, a payment provider beside it, for a browser. Time is the real one until it is moved. */
export async function openShop(): Promise<OpenShop> {
  const databases = await throwAwayDatabases(path.join(root, 'migrations/cloud'));
  const mailbox = await openMailbox();
  const simulator = await startStripeSimulator();
  let handler: (request: Request, env: unknown) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 });
  const { origin, close: unplug } = await listenOnLoopback((request, env) => handler(request, env));
  // Pages of its own are the vendor's: see `interceptStripe`, which every browser that pays here needs.
  simulator.world.baseUrl = 'https://checkout.stripe.com';
  const stripe = createStripeProvider({
    secretKey: simulatorKey,
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
    base: new URL(simulator.url),
    now: Date.now,
  });
  const payments = { ...stripe, browser: stripeBrowser('pk_test_simulated', null) };
  const database = await databases.create();
  const cloud = await testApp(database, { deps: { payments, publicUrl: origin, origins: [origin] } });
  cloud.clock.now = instantFromMs(Date.now());
  handler = cloud.app.fetch;
  const provider: OpenShop['provider'] = async (verb, input) => {
    const answer = await fetch(`${simulator.url}/_simulator/${verb}`, {
      method: 'POST',
      body: JSON.stringify({ account, ...input }),
    });
    return answer.json();
  };
  for (const [name, thin] of [
    ['snapshot', false],
    ['thin', true],
  ] as const)
    simulator.world.endpoints.push({
      url: `${origin}/webhooks/stripe/${name}`,
      secret: `whsec_${name}`,
      connect: !thin,
      thin,
    });
  const deliver = async () => {
    await simulator.delivery.run();
    const [failure] = await runJobs({ ...cloud.jobDeps, mailer: mailbox.mailer }, database);
    if (failure !== undefined) throw failure.error;
  };
  const { account } = await connectAccount(cloud.ctx(cloud.a), payments, { email: 'office@example.org' });
  await provider('capability', { status: 'active' });
  await deliver();
  return {
    cloud,
    simulator,
    mailbox,
    origin,
    account,
    provider,
    deliver,
    unplug,
    async [Symbol.asyncDispose]() {
      await unplug();
      await cloud.close();
      await simulator[Symbol.asyncDispose]();
      await mailbox[Symbol.asyncDispose]();
      await databases.stop();
    },
  };
}
