import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import type { OrderId, OrgId } from '#shared/kernel/ids.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { createStripeProvider } from '../../cloud/gateways/stripe/create-stripe-provider.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { placeOrder } from '../../cloud/services/orders/place-order.ts';
import type { PaymentProvider } from '../../cloud/services/payment-provider.ts';
import { connectAccount } from '../../cloud/services/payments/connect-account.ts';
import { startPayment } from '../../cloud/services/payments/start-payment.ts';
import type { Bench } from './bench.ts';
import { type Sale, seedSale, seedSeller } from './seed-sale.ts';

/** What the provider signs its webhooks with; the processes beside read it from their environment. */
export const stripeEnvironment = (url: string) => ({
  STRIPE_SECRET_KEY: 'sk_test_simulated',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_simulated',
  STRIPE_WEBHOOK_SECRETS: 'whsec_snapshot',
  STRIPE_THIN_WEBHOOK_SECRETS: 'whsec_thin',
  INTEGRATION_STRIPE_BASE: url,
});

/** An order whose buyer has paid at the provider, with what that tells of it. */
export type PaidOrder = { readonly orderId: OrderId; readonly webhooks: readonly string[] };
export type PaidShop = AsyncDisposable & {
  readonly orgId: OrgId;
  /** The sale of so many orders, each placed, begun to be paid and paid. Nobody has been told yet. */
  pay(howMany: number): Promise<{ readonly sale: Sale; readonly orders: PaidOrder[] }>;
};

type Told = {
  readonly type: string;
  readonly data: { readonly object: { readonly id: string; payment_intent?: string } };
};

/** An organization that takes payments at the simulator. */
export async function openPaidShop(bench: Bench, url: string): Promise<PaidShop> {
  const { cloud } = bench;
  const { host, port, password } = cloud.root.options;
  const db = new Pool({ host, port, password, user: 'foyer_app', database: 'foyer', max: 16 } as ConstructorParameters<
    typeof Pool
  >[0]);
  const payments = createStripeProvider({
    secretKey: 'sk_test_simulated',
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
    base: new URL(url),
    now: Date.now,
  });
  const seller = await seedSeller(cloud.root, `paid${randomBytes(3).toString('hex')}`);
  await cloud.root.query('delete from app.payment_accounts where org_id = $1', [seller.orgId]);
  const ctx = (): Ctx => ({
    db,
    now: instantFromMs(Date.now()),
    randomBytes,
    requestId: mintId('RequestId', randomBytes),
    orgId: seller.orgId,
    actor: { kind: 'person', personId: mintId('PersonId', randomBytes), role: 'owner' },
  });
  const { account } = await connectAccount(ctx(), payments, { email: 'office@example.org' });
  const activate = { method: 'POST', body: JSON.stringify({ account, status: 'active' }) };
  await fetch(`${url}/_simulator/capability`, activate);
  await cloud.root.query(`update app.payment_accounts set card_payments = 'active' where org_id = $1`, [seller.orgId]);
  const told = async () => (await (await fetch(`${url}/_told`)).json()) as Told[];
  return {
    orgId: seller.orgId,
    pay: async howMany => {
      const sale = await seedSale(cloud.url, seller, { places: howMany * 2, priceMinor: 2_800 });
      await told();
      const orderOf = new Map<string, OrderId>();
      let next = 0;
      const payer = async () => {
        while (next < howMany) orderOf.set(...(await payOne({ ctx: ctx(), payments, url, account }, sale, next++)));
      };
      await Promise.all(Array.from({ length: 16 }, payer));
      const all = await told();
      const orders = [...orderOf].map(([intent, orderId]) => ({
        orderId,
        webhooks: all
          .filter(({ data: { object } }) => object.id === intent || object.payment_intent === intent)
          // That comes before anybody has paid.
          .filter(({ type }) => type !== 'payment_intent.created')
          .map(event => JSON.stringify(event)),
      }));
      return { sale, orders };
    },
    [Symbol.asyncDispose]: () => db.end(),
  };
}

type Buying = { readonly ctx: Ctx; readonly payments: PaymentProvider; readonly url: string; readonly account: string };

/** The payment at the provider, and the order it is for. */
async function payOne({ ctx, payments, url, account }: Buying, sale: Sale, number: number): Promise<[string, OrderId]> {
  const { orderId } = await placeOrder(ctx, sale.eventId, {
    orderId: mintId('OrderId', randomBytes),
    tickets: [{ tierId: sale.tierId }, { tierId: sale.tierId }],
    buyer: { name: `Buyer ${number}`, email: `buyer.${number}@example.org` },
  });
  const back = { backUrl: 'http://127.0.0.1/paid', cancelUrl: 'http://127.0.0.1/checkout' };
  const started = await startPayment(ctx, payments, orderId, { way: 'element', ...back });
  const intent = started.way === 'element' ? (started.clientSecret.split('_secret_')[0] ?? '') : '';
  const answer = await fetch(`${url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_simulated', 'stripe-account': account },
    body: new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': '4242424242424242',
      return_url: back.backUrl,
    }),
  });
  await answer.arrayBuffer();
  return [intent, orderId];
}

/** As the provider brings it: the body as it is, and the signature over it. */
export async function bring(url: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/webhooks/stripe/snapshot`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signWebhook(body, 'whsec_snapshot', Math.floor(Date.now() / 1000)),
    },
    body,
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`a webhook was answered with ${answer.status}`);
}
