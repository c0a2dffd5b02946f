import { must } from '#shared/kernel/assert.ts';
import { parseId } from '#shared/kernel/ids.ts';
import { followDispute } from '../../services/disputes/follow-dispute.ts';
import { followFraudWarning } from '../../services/disputes/follow-fraud-warning.ts';
import { settlePayment } from '../../services/payments/settle-payment.ts';
import { freshId, learn, type Parts, type Scene } from './own-use.ts';
import { onSale, placed } from './sale-recipes.ts';

type Recipe = (scene: Scene) => Promise<Parts>;

/** How refunds and disputes are used in earnest: somebody has to have paid, and a bank has to object. */
export const moneyRecipes: Readonly<Record<string, Recipe>> = {
  'POST /api/orgs/{orgId}/orders/{orderId}/refunds': async scene => ({
    params: { orgId: scene.org.orgId, orderId: (await sold(scene)).orderId },
    query: {},
    body: wholeRefund(scene),
  }),
  'POST /api/orgs/{orgId}/orders/{orderId}/refunds/preview': async scene => ({
    params: { orgId: scene.org.orgId, orderId: (await sold(scene)).orderId },
    query: {},
    body: { wish: { kind: 'whole', returnsFee: true } },
  }),
  'GET /api/orgs/{orgId}/refunds/{refundId}': async scene => ofRefund(scene, await refunded(scene), undefined),
  'POST /api/orgs/{orgId}/refunds/{refundId}/retry': async scene =>
    ofRefund(scene, await failed(scene), { refundId: freshId('rfd', scene.cloud.deps.randomBytes) }),
  'POST /api/orgs/{orgId}/refunds/{refundId}/acknowledge': async scene =>
    ofRefund(scene, await failed(scene), { settledAs: 'paid-outside' }),
  'POST /api/orgs/{orgId}/events/{eventId}/refund-batches': async scene => ({
    params: { orgId: scene.org.orgId, eventId: await cancelled(scene) },
    query: {},
    body: batch(scene),
  }),
  'GET /api/orgs/{orgId}/refund-batches/{batchId}': async scene => {
    const body = batch(scene);
    await call(scene, `/events/${await cancelled(scene)}/refund-batches`, body);
    return { params: { orgId: scene.org.orgId, batchId: body.batchId }, query: {}, body: undefined };
  },
  ...Object.fromEntries(
    ['', '/evidence', '/evidence.pdf'].map((end): [string, Recipe] => [
      `GET /api/orgs/{orgId}/disputes/{disputeId}${end}`,
      async scene => ofDispute(scene, await oneDispute(scene), undefined),
    ]),
  ),
  'POST /api/orgs/{orgId}/disputes/{disputeId}/stage': async scene =>
    ofDispute(scene, await disputed(scene), { statement: scene.mark }),
  'POST /api/orgs/{orgId}/disputes/{disputeId}/submit': async scene =>
    ofDispute(scene, await disputed(scene), { statement: scene.mark }),
  'POST /api/orgs/{orgId}/disputes/{disputeId}/accept': async scene =>
    ofDispute(scene, await disputed(scene), { confirm: true }),
  'POST /api/orgs/{orgId}/disputes/{disputeId}/dismiss': async scene =>
    ofDispute(scene, await warned(scene), undefined),
  'POST /api/orgs/{orgId}/payments/account': async scene => {
    await disconnected(scene);
    return { params: { orgId: scene.org.orgId }, query: {}, body: { email: `${scene.mark}@example.org` } };
  },
  'PUT /api/platform/organizations/{orgId}/fee': async scene => {
    await connected(scene);
    return { params: { orgId: scene.org.orgId }, query: {}, body: { feeBasisPoints: 150, feeMinor: 30 } };
  },
};

function wholeRefund({ cloud, mark }: Scene) {
  const refundId = freshId('rfd', cloud.deps.randomBytes);
  return { refundId, wish: { kind: 'whole', returnsFee: true }, reason: mark };
}

function batch({ cloud, mark }: Scene) {
  return { batchId: freshId('bat', cloud.deps.randomBytes), returnsFee: true, reason: mark };
}

async function call(scene: Scene, path: string, body: unknown): Promise<Readonly<Record<string, string>>> {
  const { cloud, org } = scene;
  const answer = await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}${path}`, body);
  learn(scene, answer.text);
  learn(scene, JSON.stringify(body ?? null));
  // What a good answer of these routes tells of itself are ids and words.
  return answer.body as Readonly<Record<string, string>>;
}

/** The organization has an account at the provider. */
async function connected(scene: Scene): Promise<void> {
  await call(scene, '/payments/account', { email: `${scene.mark}@example.org` });
}

/** It has none, whatever was tried before. */
async function disconnected({ cloud, org }: Scene): Promise<void> {
  const gone = await cloud.root.query('delete from app.payment_accounts where org_id = $1 returning provider_account', [
    org.orgId,
  ]);
  for (const { provider_account: account } of gone.rows)
    await cloud.root.query('delete from app.payment_account_directory where provider_account = $1', [account]);
}

/** An order that somebody paid for with such a card. */
async function sold(scene: Scene, card = 'pm_card_visa') {
  const { cloud, org } = scene;
  await connected(scene);
  await cloud.root.query(`update app.payment_accounts set card_payments = 'active' where org_id = $1`, [org.orgId]);
  const orderId = await placed(scene, await onSale(scene, {}, 2_800));
  const back = { backUrl: 'https://shop.example.org/paid', cancelUrl: 'https://shop.example.org/' };
  const started = await call(scene, `/orders/${orderId}/payments`, { way: 'element', ...back });
  const [intentId = ''] = (started.clientSecret ?? '').split('_secret_');
  const payments = must(cloud.deps.payments, 'the payment provider of the hunt');
  await fetch(`${payments.browser.connectUrls[0]}/v1/payment_intents/${intentId}/confirm`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_simulated', 'stripe-account': started.account ?? '' },
    body: new URLSearchParams({ payment_method: card, return_url: back.backUrl }),
  });
  const ctx = cloud.ctx(org, { kind: 'system', job: 'hunt' });
  const paymentId = parseId('PaymentId', started.paymentId);
  await settlePayment(ctx, { payments, keyVault: cloud.deps.keyVault }, { paymentId });
  return { orderId, paymentId, account: started.account ?? '', ctx, deps: { payments, log: cloud.deps.log } };
}

async function refunded(scene: Scene): Promise<string> {
  const body = wholeRefund(scene);
  await call(scene, `/orders/${(await sold(scene)).orderId}/refunds`, body);
  return body.refundId;
}

/** As the provider would say, days later. */
async function failed(scene: Scene): Promise<string> {
  const refundId = await refunded(scene);
  await scene.cloud.root.query(`update app.refunds set state = 'failed' where refund_id = $1`, [refundId]);
  return refundId;
}

function ofRefund(scene: Scene, refundId: string, body: unknown): Parts {
  return { params: { orgId: scene.org.orgId, refundId }, query: {}, body };
}

async function cancelled(scene: Scene): Promise<string> {
  const { eventId } = await onSale(scene);
  await call(scene, `/events/${eventId}/cancel`, { version: 2, reason: scene.mark });
  return eventId;
}

/** One is enough for whoever only reads. */
async function oneDispute(scene: Scene): Promise<string> {
  const disputeId = scene.notes.get('dispute') ?? (await disputed(scene));
  scene.notes.set('dispute', disputeId);
  return disputeId;
}

async function disputed(scene: Scene): Promise<string> {
  const { account, ctx, deps, paymentId } = await sold(scene, 'pm_card_createDispute');
  const charge = await chargeOf(scene, paymentId);
  for await (const dispute of deps.payments.disputes(account, ctx.now))
    if (dispute.chargeId === charge) {
      await followDispute(ctx, deps, dispute.disputeId);
      learn(scene, dispute.disputeId);
      return dispute.disputeId;
    }
  throw new Error('the card of disputes made none');
}

async function warned(scene: Scene): Promise<string> {
  const { account, ctx, deps, paymentId } = await sold(scene);
  const answer = await fetch(`${deps.payments.browser.connectUrls[0]}/_simulator/fraud-warning`, {
    method: 'POST',
    body: JSON.stringify({ account, charge: await chargeOf(scene, paymentId) }),
  });
  const { id } = (await answer.json()) as { readonly id: string };
  await followFraudWarning(ctx, deps, id);
  learn(scene, id);
  return id;
}

async function chargeOf(scene: Scene, paymentId: string): Promise<string> {
  const { rows } = await scene.cloud.root.query('select charge_id from app.payments where payment_id = $1', [
    paymentId,
  ]);
  return rows[0].charge_id;
}

function ofDispute(scene: Scene, disputeId: string, body: unknown): Parts {
  return { params: { orgId: scene.org.orgId, disputeId }, query: {}, body };
}
