import { createRoute, z } from '@hono/zod-openapi';
import {
  accountLinkSchema,
  connectAccountSchema,
  paymentAccountSchema,
  paymentViewSchema,
  startedPaymentSchema,
  startPaymentSchema,
} from '#shared/api/payments.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import type { PaymentProvider } from '../../services/payment-provider.ts';
import { connectAccount } from '../../services/payments/connect-account.ts';
import { getPaymentAccount } from '../../services/payments/get-payment-account.ts';
import { linkAccount } from '../../services/payments/link-account.ts';
import { getPayment, listPayments } from '../../services/payments/list-payments.ts';
import { settlePayment } from '../../services/payments/settle-payment.ts';
import { startPayment } from '../../services/payments/start-payment.ts';
import type { KeyVault } from '../../services/ports.ts';

const tags = ['Payments'];
const orderParams = orgParams.extend({ orderId: idSchema('OrderId') });
const paymentParams = orgParams.extend({ paymentId: idSchema('PaymentId') });

const connect = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/payments/account',
  tags,
  summary: 'Open the organization’s account at the payment provider',
  description: 'An organization has one: the same answer again when it has it already.',
  request: { params: orgParams, body: jsonBody(connectAccountSchema) },
  ...answers(200, paymentAccountSchema),
});

const account = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/payments/account',
  tags,
  summary: 'What the organization’s account may do, and what the provider still wants to know',
  request: { params: orgParams },
  ...answers(200, paymentAccountSchema),
});

const link = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/payments/account/link',
  tags,
  summary: 'A page of the provider where the papers are handed in',
  request: { params: orgParams, body: jsonBody(accountLinkSchema) },
  ...answers(200, z.object({ url: z.string() })),
});

const start = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/payments',
  tags,
  summary: 'Let a buyer pay for an order',
  description: 'The sum is what the order comes to. Asked again while it is open, the same payment is answered.',
  request: { params: orderParams, body: jsonBody(startPaymentSchema) },
  ...answers(200, startedPaymentSchema),
});

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/orders/{orderId}/payments',
  tags,
  summary: 'List the attempts to pay an order, the first one first',
  request: { params: orderParams },
  ...answers(200, z.object({ items: z.array(paymentViewSchema) })),
});

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/payments/{paymentId}',
  tags,
  summary: 'Read a payment',
  request: { params: paymentParams },
  ...answers(200, paymentViewSchema),
});

const settle = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/payments/{paymentId}/settle',
  tags,
  summary: 'Ask the provider how a payment stands now, and do what follows',
  description: 'Safe at any time: it changes nothing when everything is done already.',
  request: { params: paymentParams },
  ...answers(200, paymentViewSchema),
});

export function registerPayments(app: App, deps: AppDeps): void {
  if (deps.payments !== undefined) registerTaking(app, deps.payments, deps.keyVault);
  app.openapi(list, async c => c.json({ items: await listPayments(orgCtx(c), c.req.valid('param').orderId) }, 200));
  app.openapi(get, async c => c.json(await getPayment(orgCtx(c), c.req.valid('param').paymentId), 200));
}

/** Only where something is sold online. */
function registerTaking(app: App, payments: PaymentProvider, keyVault: KeyVault): void {
  app.openapi(connect, async c => c.json(await connectAccount(orgCtx(c), payments, c.req.valid('json')), 200));
  app.openapi(account, async c => c.json(await getPaymentAccount(orgCtx(c), payments), 200));
  app.openapi(link, async c => c.json(await linkAccount(orgCtx(c), payments, c.req.valid('json')), 200));
  app.openapi(start, async c =>
    c.json(await startPayment(orgCtx(c), payments, c.req.valid('param').orderId, c.req.valid('json')), 200),
  );
  app.openapi(settle, async c => {
    const { paymentId } = c.req.valid('param');
    await settlePayment(orgCtx(c), { payments, keyVault }, { paymentId });
    return c.json(await getPayment(orgCtx(c), paymentId), 200);
  });
}
