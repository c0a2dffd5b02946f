import type { StartedPayment } from '#shared/api/payments.ts';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { cancelOrder } from '../../cloud/services/orders/cancel-order.ts';
import { placeOrder } from '../../cloud/services/orders/place-order.ts';
import { settlePayment } from '../../cloud/services/payments/settle-payment.ts';
import { startPayment } from '../../cloud/services/payments/start-payment.ts';
import { allOf, callProvider, provoke } from './at-provider.ts';
import { inCloud } from './in-cloud.ts';
import type { Action, MoneyWorld, Purchase } from './money-world.ts';

const buyer = { kind: 'buyer' } as const;

/** What buyers do, in any order and more than once. */
export const buyerActions: readonly Action[] = [
  { name: 'place', weight: 30, act: place },
  { name: 'place again', weight: 2, act: (world, random) => withOne(world, random, () => true, put) },
  { name: 'start to pay', weight: 26, act: (world, random) => withOne(world, random, unpaid(random), start) },
  { name: 'pay', weight: 30, act: pay },
  {
    name: 'pay twice',
    weight: 6,
    act: (world, random) => withOne(world, random, ({ placed, paid }) => placed && !paid, payTwice),
  },
  { name: 'answer the bank', weight: 8, act: answerBank },
  { name: 'come back', weight: 10, act: comeBack },
  { name: 'give up', weight: 4, needs: 'cancel', act: (world, random) => withOne(world, random, notRecent, giveUp) },
];

async function place(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const org = random.pick(world.orgs);
  const event = random.pick(org.events);
  const orderId: OrderId = mintId('OrderId', random.bytes);
  const count = 1 + random.below(4);
  const purchase: Purchase = {
    label: `o${world.purchases.length}`,
    org,
    event,
    orderId,
    body: {
      orderId,
      tickets: Array.from({ length: count }, () => ({ tierId: random.pick(event.tierIds), holder: 'Guest' })),
      buyer: { name: 'Jonas Beck', email: `buyer-${world.purchases.length}@example.org` },
    },
    offer: null,
    placed: false,
    started: [],
    paid: false,
  };
  world.purchases.push(purchase);
  world.counts.orders += 1;
  return put(world, purchase);
}

export function put({ cloud }: MoneyWorld, purchase: Purchase): Promise<string> {
  const { org, event, label, offer } = purchase;
  return inCloud(cloud.web, async () => {
    const order = await placeOrder(cloud.ctx(cloud.web, org.orgId, buyer), event.eventId, purchase.body, { offer });
    purchase.placed = true;
    return `${label} ${order.state} ${order.totalMinor} ${order.currency}`;
  });
}

function start(world: MoneyWorld, purchase: Purchase, random: SeededRandom): Promise<string> {
  return startIn(world, purchase, random.chance(0.25) ? 'hosted' : 'element');
}

function startIn(world: MoneyWorld, purchase: Purchase, way: 'hosted' | 'element'): Promise<string> {
  const { cloud, simulator, violations } = world;
  const { org, orderId, label, started } = purchase;
  return inCloud(cloud.web, async () => {
    const pages = { backUrl: 'https://shop.example.org/back', cancelUrl: 'https://shop.example.org/cart' };
    const ctx = cloud.ctx(cloud.web, org.orgId, buyer);
    const told = await startPayment(ctx, cloud.web.payments, orderId, { way, ...pages });
    if (told.way === 'hosted' && isUsedUp(simulator, told))
      violations.push({ invariant: 'M14', what: `${label} is sent to a page whose debit came back` });
    if (!started.some(({ paymentId }) => paymentId === told.paymentId)) started.push(told);
    return `${label} ${way} ${started.length}`;
  });
}

/** Sent off, and its money came back: nobody can pay there, now or ever. */
function isUsedUp(simulator: MoneyWorld['simulator'], told: Extract<StartedPayment, { way: 'hosted' }>): boolean {
  const session = allOf(simulator, told.account, 'checkout.session').find(({ id }) => told.hostedUrl.endsWith(id));
  const intent = allOf(simulator, told.account, 'payment_intent').find(({ id }) => id === session?.payment_intent);
  return session?.status === 'complete' && intent?.status === 'requires_payment_method';
}

const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  poor: '4000000000009995',
  'asks the bank': '4000002760003184',
  'disputed later': '4000000000000259',
  'inquired about later': '4000000000001976',
  'warned of later': '4000000000005423',
} as const;

function chooseCard(world: MoneyWorld, random: SeededRandom): keyof typeof cards {
  const chance = random.next();
  if (chance < 0.2 && world.may('decline')) return random.pick(['declined', 'poor'] as const);
  if (chance < 0.32) return 'asks the bank';
  if (chance < 0.42 && world.may('dispute'))
    return random.pick(['disputed later', 'inquired about later', 'warned of later'] as const);
  return 'good';
}

/** Pays in any window that was ever open: the one of a minute ago, an old one, one beside another. */
async function pay(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const eager = unpaid(random);
  const open = world.purchases.filter(purchase => purchase.started.length > 0 && eager(purchase));
  if (open.length === 0) return 'nobody';
  const purchase = random.chance(0.7) ? random.pick(open.slice(-6)) : random.pick(open);
  const told = random.pick(purchase.started);
  const card = chooseCard(world, random);
  return payIn(world, purchase, told, { card, debit: random.chance(told.way === 'hosted' ? 0.3 : 0.12), random });
}

/** In the page and in the window beside it, before anybody can stop the second. */
async function payTwice(world: MoneyWorld, purchase: Purchase, random: SeededRandom): Promise<string> {
  const said: string[] = [];
  for (const way of ['element', 'hosted'] as const) said.push(await startIn(world, purchase, way));
  for (const told of purchase.started.slice(-2))
    said.push(await payIn(world, purchase, told, { card: 'good', debit: false, random }));
  return said.join(', ');
}

const ibans = ['DE89370400440532013000', 'DE62370400440532013001'] as const;

type Means = { readonly card: keyof typeof cards; readonly debit: boolean; readonly random: SeededRandom };

async function payIn(
  { simulator }: MoneyWorld,
  purchase: Purchase,
  told: StartedPayment,
  { card, debit, random }: Means,
): Promise<string> {
  if (told.way === 'hosted') {
    const url = new URL(told.hostedUrl);
    const body = new URLSearchParams(debit ? { iban: random.pick(ibans) } : { number: cards[card] });
    const response = await simulator.fetch(
      new Request(`http://provider.test${url.pathname}`, { method: 'POST', body }),
    );
    const isThrough = response.status === 303 && response.headers.get('location')?.startsWith('https://shop') === true;
    purchase.paid ||= isThrough && !debit;
    return `${purchase.label} hosted ${debit ? 'debit' : card}: ${response.status}`;
  }
  const intentId = told.clientSecret.split('_secret')[0] ?? '';
  const method: Readonly<Record<string, string>> = debit
    ? {
        'payment_method_data[type]': 'sepa_debit',
        'payment_method_data[sepa_debit][iban]': random.pick(ibans),
      }
    : { 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': cards[card] };
  const { status, body } = await callProvider(simulator, `/v1/payment_intents/${intentId}/confirm`, {
    account: told.account,
    params: { ...method, return_url: 'https://shop.example.org/back' },
  });
  purchase.paid ||= body.status === 'succeeded';
  return `${purchase.label} ${debit ? 'debit' : card}: ${status} ${String(body.status ?? '')}`;
}

async function answerBank(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const asked = world.orgs.flatMap(({ account }) =>
    allOf(world.simulator, account, 'payment_intent')
      .filter(({ status }) => status === 'requires_action')
      .map(({ id }) => ({ account, intent: id })),
  );
  if (asked.length === 0) return 'nobody';
  const passed = random.chance(0.75);
  await provoke(world.simulator, 'authenticate', { ...random.pick(asked), passed });
  return String(passed);
}

function comeBack(world: MoneyWorld, random: SeededRandom): Promise<string> {
  return withOne(
    world,
    random,
    ({ started }) => started.length > 0,
    ({ cloud }, { org, label, started }) =>
      inCloud(cloud.web, async () => {
        const { paymentId } = random.pick(started);
        const ctx = cloud.ctx(cloud.web, org.orgId, buyer);
        const { keyVault } = cloud.jobDeps(cloud.web);
        const stands = await settlePayment(ctx, { payments: cloud.web.payments, keyVault }, { paymentId });
        return `${label} ${stands.state} ${stands.settled ?? '-'} ${stands.orderState}`;
      }),
  );
}

function giveUp({ cloud }: MoneyWorld, { org, orderId, label }: Purchase): Promise<string> {
  return inCloud(cloud.web, async () => {
    const { state } = await cancelOrder(cloud.ctx(cloud.web, org.orgId), orderId, { reason: 'Changed their mind' });
    return `${label} ${state}`;
  });
}

/** Mostly whoever has not paid, now and then somebody who has. */
function unpaid(random: SeededRandom): (purchase: Purchase) => boolean {
  const again = random.chance(0.15);
  return ({ placed, paid }) => placed && (again || !paid);
}

function notRecent({ placed, started }: Purchase): boolean {
  return placed && started.length > 0;
}

/** Mostly one of the last, sometimes any. */
export async function withOne(
  world: MoneyWorld,
  random: SeededRandom,
  suits: (purchase: Purchase) => boolean,
  work: (world: MoneyWorld, purchase: Purchase, random: SeededRandom) => Promise<string>,
): Promise<string> {
  const suitable = world.purchases.filter(suits);
  if (suitable.length === 0) return 'nobody';
  return work(world, random.pick(random.chance(0.8) ? suitable.slice(-6) : suitable), random);
}
