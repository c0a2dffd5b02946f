import { amountStep } from '#fixtures/simulators/stripe/objects/amounts.ts';
import type { Params, Resource } from '#fixtures/simulators/stripe/world.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { allOf, callProvider, foreignIntents, provoke } from './at-provider.ts';
import type { Action, MoneyWorld } from './money-world.ts';

/** What banks, the provider and strangers do. */
export const bankActions: readonly Action[] = [
  { name: 'dispute', weight: 4, needs: 'dispute', act: (world, random) => dispute(world, random) },
  {
    name: 'dispute one of two',
    weight: 16,
    needs: 'dispute',
    act: (world, random) => dispute(world, random, 'twice'),
  },
  { name: 'escalate', weight: 2, needs: 'dispute', act: escalate },
  { name: 'decide a dispute', weight: 4, needs: 'dispute', act: decide },
  { name: 'warn of fraud', weight: 2, needs: 'dispute', act: warn },
  { name: 'finish a refund', weight: 4, needs: 'refund-fails', act: finishRefund },
  {
    name: 'refund elsewhere',
    weight: 2,
    needs: 'refund-elsewhere',
    act: (world, random) => refundElsewhere(world, random),
  },
  {
    name: 'refund one of two elsewhere',
    weight: 6,
    needs: 'refund-elsewhere',
    act: (world, random) => refundElsewhere(world, random, 'twice'),
  },
  { name: 'pay out', weight: 2, needs: 'pay-out', act: payOut },
  { name: 'foreign payment', weight: 2, needs: 'foreign', act: payElsewhere },
];

type Found = { readonly account: string; readonly resource: Resource };

function found(world: MoneyWorld, kind: string, suits: (resource: Resource) => boolean): readonly Found[] {
  return world.orgs.flatMap(({ account }) =>
    allOf(world.simulator, account, kind)
      .filter(suits)
      .map(resource => ({ account, resource })),
  );
}

const decided = ['won', 'lost', 'warning_closed', 'prevented'];

function disputable(world: MoneyWorld): readonly Found[] {
  const disputed = new Set(found(world, 'dispute', () => true).map(({ resource }) => resource.charge));
  return found(world, 'charge', ({ status, id }) => status === 'succeeded' && !disputed.has(id)).filter(
    ({ account, resource }) => !foreignIntents(world.simulator, account).has(String(resource.payment_intent)),
  );
}

/** One of them; or where somebody paid for an order twice, mostly what they paid last. */
function pickCharge(world: MoneyWorld, random: SeededRandom, paid: 'once' | 'twice' = 'once'): Found | null {
  const charges = disputable(world);
  if (paid === 'once') return charges.length === 0 ? null : random.pick(charges);
  const others = (index: number, from: readonly Found[]) =>
    from.some((other, at) => at !== index && isOfSameOrder(world, other, charges[index]));
  const last = charges.filter((_, index) => others(index, charges.slice(0, index)));
  const twice = charges.filter((_, index) => others(index, charges));
  return twice.length === 0 ? null : random.pick(random.chance(0.75) ? last : twice);
}

function isOfSameOrder(world: MoneyWorld, one: Found, other: Found | undefined): boolean {
  return other !== undefined && orderOf(world, one) === orderOf(world, other);
}

function orderOf({ simulator }: MoneyWorld, { account, resource }: Found): string | undefined {
  const intent = allOf(simulator, account, 'payment_intent').find(({ id }) => id === resource.payment_intent);
  return (intent?.metadata as Params | undefined)?.order as string | undefined;
}

async function dispute(world: MoneyWorld, random: SeededRandom, paid?: 'twice'): Promise<string> {
  const charge = pickCharge(world, random, paid);
  if (charge === null) return 'nothing';
  const { account, resource } = charge;
  const inquiry = random.chance(0.3);
  const made = await provoke(world.simulator, 'dispute', { account, charge: resource.id, inquiry });
  return `${String(made?.id)} ${inquiry ? 'inquiry' : 'dispute'}`;
}

async function escalate(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const open = found(
    world,
    'dispute',
    ({ status }) => String(status).startsWith('warning_') && status !== 'warning_closed',
  );
  if (open.length === 0) return 'nothing';
  const { account, resource } = random.pick(open);
  await provoke(world.simulator, 'escalate', { account, dispute: resource.id });
  return resource.id;
}

async function decide(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const open = openDisputes(world);
  return open.length === 0 ? 'nothing' : decideOne(world, random.pick(open), random);
}

export function openDisputes(world: MoneyWorld): readonly Found[] {
  return found(world, 'dispute', ({ status }) => !decided.includes(String(status)));
}

export async function decideOne(world: MoneyWorld, one: Found, random: SeededRandom): Promise<string> {
  const outcome = random.chance(0.5) ? 'won' : 'lost';
  await provoke(world.simulator, 'close-dispute', { account: one.account, dispute: one.resource.id, outcome });
  return `${one.resource.id} ${outcome}`;
}

async function warn(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const charge = pickCharge(world, random);
  if (charge === null) return 'nothing';
  const { account, resource } = charge;
  const made = await provoke(world.simulator, 'fraud-warning', { account, charge: resource.id });
  return String(made?.id);
}

async function finishRefund(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const open = found(world, 'refund', ({ status }) => status === 'pending' || status === 'succeeded');
  if (open.length === 0) return 'nothing';
  const pending = open.filter(({ resource }) => resource.status === 'pending');
  const { account, resource } = random.pick(pending.length > 0 ? pending : open);
  const outcome = resource.status === 'pending' && random.chance(0.6) ? 'succeeded' : 'failed';
  await provoke(world.simulator, 'finish-refund', { account, refund: resource.id, outcome });
  return `${resource.id} ${outcome}`;
}

/** What was pending goes through. */
export async function finishPending(world: MoneyWorld): Promise<string> {
  const pending = found(world, 'refund', ({ status }) => status === 'pending');
  for (const { account, resource } of pending)
    await provoke(world.simulator, 'finish-refund', { account, refund: resource.id, outcome: 'succeeded' });
  return `${pending.length} pending refunds go through`;
}

/** Somebody gives money back on the provider's own pages, past us. */
async function refundElsewhere(world: MoneyWorld, random: SeededRandom, paid?: 'twice'): Promise<string> {
  const charge = pickCharge(world, random, paid);
  if (charge === null) return 'nothing';
  const { account, resource } = charge;
  const left = Number(resource.amount) - Number(resource.amount_refunded);
  const amount = random.chance(0.5) ? left : movable(1 + random.below(Math.max(1, left)), String(resource.currency));
  const { status } = await callProvider(world.simulator, '/v1/refunds', {
    account,
    key: 'sk_test_simulated',
    params: { charge: resource.id, amount: String(amount) },
  });
  return `${resource.id} ${amount} of ${left}: ${status}`;
}

/** The next sum that the provider moves in this currency. */
function movable(amount: number, currency: string): number {
  const step = amountStep(currency);
  return Math.ceil(amount / step) * step;
}

/** The provider pays out some of what an organization has there; now and then the bank sends it back. */
async function payOut(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const arrived = found(world, 'payout', ({ status }) => status === 'paid');
  if (arrived.length > 0 && random.chance(0.3)) {
    const { account, resource } = random.pick(arrived);
    await provoke(world.simulator, 'fail-payout', { account, payout: resource.id });
    return `${resource.id} comes back`;
  }
  const { account, currency } = random.pick(world.orgs);
  const lines = allOf(world.simulator, account, 'balance_transaction');
  const has = lines.reduce((sum, { net }) => sum + Number(net), 0);
  if (has <= 0) return 'nothing there';
  const amount = movable(1 + random.below(has), currency.toLowerCase());
  await provoke(world.simulator, 'pay-out', { account, amount, currency: currency.toLowerCase() });
  return `${account} ${amount} of ${has}`;
}

/** A payment that no order of ours asked for, which may well claim that one did: also one of another organization. */
async function payElsewhere(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const org = random.pick(world.orgs);
  const claimed = world.purchases.filter(({ started }) => started.length > 0);
  const claim = claimed.length === 0 ? null : random.pick(claimed);
  const account = claim !== null && claim.org === org ? 'acct_strangers000000' : org.account;
  const metadata: Record<string, string> =
    claim === null
      ? {}
      : {
          'metadata[payment]': claim.started[0]?.paymentId ?? '',
          'metadata[order]': claim.orderId,
          'metadata[org]': claim.org.orgId,
        };
  // The simulator knows an account once it has books.
  allOf(world.simulator, account, 'charge');
  await callProvider(world.simulator, '/v1/payment_intents', {
    account,
    key: 'sk_test_simulated',
    params: {
      amount: '5000',
      currency: org.currency.toLowerCase(),
      confirm: 'true',
      payment_method: 'pm_card_visa',
      return_url: 'https://elsewhere.example.org',
      'metadata[elsewhere]': 'yes',
      ...metadata,
    },
  });
  return `${account} claims ${claim?.label ?? 'nothing'}`;
}
