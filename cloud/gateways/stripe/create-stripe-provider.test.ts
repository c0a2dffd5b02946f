import { afterAll, beforeAll, expect, test } from 'vitest';
import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import { type RunningSimulator, simulatorKey, startStripeSimulator } from '#fixtures/simulators/stripe/testing.ts';
import { idFromBytes } from '#shared/kernel/ids.ts';
import { addMs, instantFromMs } from '#shared/kernel/instant.ts';
import type { PaymentProvider } from '../../services/payment-provider.ts';
import { createStripeProvider } from './create-stripe-provider.ts';

let simulator: RunningSimulator;
let provider: PaymentProvider;
let account: string;
const orgId = idFromBytes('OrgId', new Uint8Array(16).fill(7));
const start = instantFromMs(Date.now() - 60_000);

beforeAll(async () => {
  simulator = await startStripeSimulator();
  provider = createStripeProvider({
    secretKey: simulatorKey,
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_old', 'whsec_new'], thin: ['whsec_thin'] },
    base: new URL(simulator.url),
    now: Date.now,
  });
  account = (
    await provider.openAccount({ orgId, name: 'A theatre', email: 'office@example.test', currency: 'EUR', earlier: 0 })
  ).account;
});
afterAll(async () => {
  await simulator[Symbol.asyncDispose]();
});

const act = (verb: string, input: object) =>
  fetch(`${simulator.url}/_simulator/${verb}`, { method: 'POST', body: JSON.stringify({ account, ...input }) });
const create = (key: string) =>
  provider.createPayment({
    account,
    key,
    amountMinor: 5_600,
    currency: 'EUR',
    applicationFeeMinor: 100,
    description: 'Twelfth Night',
    metadata: { order: key },
  });
async function paid(key: string, card = 'pm_card_visa') {
  const payment = await create(key);
  await simulator.stripe.paymentIntents.confirm(
    payment.intentId,
    { payment_method: card, return_url: 'https://shop.example.test' },
    { stripeAccount: account },
  );
  return provider.payment(account, payment.intentId);
}

test('an account sells when its capability is active, not when somebody came back from a page', async () => {
  const link = await provider.accountLink(account, {
    refresh: 'https://foyer.test/again',
    back: 'https://foyer.test/back',
  });
  expect([(await provider.account(account))?.cardPayments, link.startsWith(simulator.url)]).toEqual(['pending', true]);
  await act('capability', { status: 'active' });
  expect((await provider.account(account))?.cardPayments).toBe('active');
});

test('[PY-10] an account whose answer was lost is the same when asked for again, and may be asked for with another address', async () => {
  const ask = (email: string) =>
    provider.openAccount({ orgId, name: 'A theatre', email, currency: 'EUR', earlier: 1 }).then(
      opened => opened.account,
      (error: { readonly kind?: string }) => error.kind,
    );
  const opened = await ask('typo@example.test');
  expect([
    (await ask('typo@example.test')) === opened,
    (await ask('office@example.test'))?.startsWith('acct_'),
  ]).toEqual([true, true]);
});

test('a payment made twice under one key is one payment, and its charge has a line with both fees', async () => {
  const first = await create('once');
  expect((await create('once')).intentId).toBe(first.intentId);
  const payment = await paid('paid');
  const line = await provider.lineOfCharge(account, String(payment.chargeId));
  expect([payment.state, line?.amountMinor, line?.feeMinor, line?.applicationFeeMinor]).toEqual([
    'succeeded',
    5_600,
    209,
    100,
  ]);
});

test('a lost answer leaves the outcome unknown, and asking again under the same key tells it', async () => {
  simulator.world.faults = { ...simulator.world.faults, apiErrorAfter: 1 };
  const lost = await create('lost').catch((error: unknown) => error);
  simulator.world.faults = { ...simulator.world.faults, apiErrorAfter: 0 };
  expect(lost).toMatchObject({ name: 'ProviderError', kind: 'unknown' });
  expect((await create('lost')).state).toBe('open');
}, 20_000);

test('a payment that has gone through cannot be cancelled: the answer is to look again', async () => {
  const payment = await paid('late');
  expect(await provider.cancelPayment(account, payment.intentId)).toBeNull();
  expect((await provider.cancelPayment(account, (await create('idle')).intentId))?.state).toBe('cancelled');
});

test('a refund that fails days later says why, and its two lines cancel out', async () => {
  const payment = await paid('refunded');
  const refund = await provider.refund({
    account,
    key: 'rfd_1',
    intentId: payment.intentId,
    amountMinor: 1_000,
    currency: 'EUR',
    returnsFee: false,
    metadata: {},
  });
  await act('finish-refund', { refund: refund.providerRefundId, outcome: 'failed' });
  const after = await provider.refundById(account, refund.providerRefundId);
  const lines = await provider.lineOfRefund(account, refund.providerRefundId);
  expect([after.state, after.failure, (lines.made?.netMinor ?? 0) + (lines.failed?.netMinor ?? 0)]).toEqual([
    'failed',
    'lost_or_stolen_card',
    0,
  ]);
});

test('a dispute is read with its deadline and its lines, takes evidence, and is submitted once', async () => {
  const payment = await paid('disputed', 'pm_card_createDispute');
  const [dispute] = await Array.fromAsync(provider.disputes(account, start));
  expect([dispute?.chargeId, dispute?.status, dispute?.lines.map(line => line.netMinor)]).toEqual([
    payment.chargeId,
    'needs_response',
    [-7_600],
  ]);
  const file = await provider.uploadEvidence(account, {
    name: 'evidence.pdf',
    bytes: new TextEncoder().encode('%PDF-1.7'),
  });
  const staged = await provider.stageEvidence(
    account,
    String(dispute?.disputeId),
    { service_documentation: file },
    false,
  );
  const who = { customer_email_address: 'jonas@example.org', customer_purchase_ip: '198.51.100.7' };
  const submitted = await provider.stageEvidence(
    account,
    String(dispute?.disputeId),
    { uncategorized_text: 'was inside' },
    true,
    { disputed: who, prior: [{ charge: String(payment.chargeId), ...who }] },
  );
  expect([staged.submissions, submitted.submissions, submitted.status]).toEqual([0, 1, 'under_review']);
});

test('webhooks are believed with any secret in force, and not when forged, stale or signed ahead', async () => {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    api_version: null,
    created: 1,
    data: { object: { id: 'pi_1' } },
    livemode: false,
    type: 'payment_intent.succeeded',
    account,
  });
  const now = Math.floor(Date.now() / 1000);
  const read = (secret: string, at: number, text = body) =>
    provider.readWebhook('snapshot', text, signWebhook(body, secret, at));
  expect((await read('whsec_new', now))?.objectId).toBe('pi_1');
  expect((await read('whsec_old', now))?.account).toBe(account);
  expect(
    await Promise.all([
      read('whsec_x', now),
      read('whsec_new', now - 400),
      read('whsec_new', now + 3_600),
      read('whsec_new', now, `${body} `),
    ]),
  ).toEqual([null, null, null, null]);
});

test('the books are read whole: lines add up to the balance, events nobody answered are listed', async () => {
  const lines = await Array.fromAsync(provider.balanceLines(account, start));
  const sum = lines.reduce((total, line) => total + line.netMinor, 0);
  expect((await provider.balance(account)).get('EUR')).toBe(sum);
  expect(await Array.fromAsync(provider.balanceLines(account, addMs(instantFromMs(Date.now()), 60_000)))).toEqual([]);
  const thin = await Array.fromAsync(provider.undelivered(null, start));
  expect(thin.map(event => event.type)).toContain('v2.core.account[configuration.merchant].capability_status_updated');
});

test('[PR-11] sums are the same on both sides, however the vendor counts a currency; what cannot be paid is not asked for', async () => {
  const sums = { JPY: 3_500, KWD: 8_510, ISK: 4_900, UGX: 70_000, MGA: 90_000 };
  for (const [currency, amountMinor] of Object.entries(sums)) {
    const key = `in ${currency}`;
    const fee = { applicationFeeMinor: 100, description: 'Twelfth Night', metadata: {} };
    const { intentId } = await provider.createPayment({ account, key, amountMinor, currency, ...fee });
    await simulator.stripe.paymentIntents.confirm(
      intentId,
      { payment_method: 'pm_card_createDispute', return_url: 'https://shop.example.test' },
      { stripeAccount: account },
    );
    const payment = await provider.payment(account, intentId);
    expect([payment.amountMinor, payment.currency, payment.state]).toEqual([amountMinor, currency, 'succeeded']);
    const line = await provider.lineOfCharge(account, String(payment.chargeId));
    expect([line?.amountMinor, line?.applicationFeeMinor]).toEqual([amountMinor, 100]);
    const disputes = await Array.fromAsync(provider.disputes(account, start));
    const dispute = disputes.find(({ intentId: of }) => of === intentId);
    expect([dispute?.amountMinor, dispute?.lines[0]?.netMinor]).toEqual([amountMinor, -amountMinor - 2_000]);
    await act('close-dispute', { dispute: dispute?.disputeId, outcome: 'won' });
    const back = {
      account,
      key: `back ${key}`,
      intentId,
      amountMinor: 1_000,
      currency,
      returnsFee: false,
      metadata: {},
    };
    expect((await provider.refund(back)).amountMinor).toBe(1_000);
    const lines = await Array.fromAsync(provider.balanceLines(account, start));
    const net = lines.filter(each => each.currency === currency).reduce((sum, { netMinor }) => sum + netMinor, 0);
    expect((await provider.balance(account)).get(currency)).toBe(net);
  }
  const told = simulator.world.books.get(account)?.resources.get('payment_intent')?.values() ?? [];
  const amounts = [...told].map(intent => `${String(intent.amount)} ${String(intent.currency)}`);
  expect(amounts).toEqual(expect.arrayContaining(['3500 jpy', '8510 kwd', '490000 isk', '7000000 ugx', '90000 mga']));
  const odd = {
    account,
    key: 'odd',
    amountMinor: 8_515,
    currency: 'KWD',
    applicationFeeMinor: 0,
    description: '',
    metadata: {},
  };
  await expect(provider.createPayment(odd)).rejects.toMatchObject({ kind: 'refused', code: 'amount-not-payable' });
  const page = { ...odd, key: 'page', currency: 'ISK', lines: [{ name: 'Stalls', amountMinor: 4_900, quantity: 1 }] };
  const expiresAt = addMs(instantFromMs(Date.now()), 3_600_000);
  const urls = { backUrl: 'https://shop.example.test', cancelUrl: 'https://shop.example.test' };
  const { sessionId } = await provider.createHostedPage({ ...page, ...urls, expiresAt, email: null });
  const session = await simulator.stripe.checkout.sessions.retrieve(sessionId, {}, { stripeAccount: account });
  expect(session.amount_total).toBe(490_000);
});
