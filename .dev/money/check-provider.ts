import type { Resource } from '#fixtures/simulators/stripe/world.ts';
import { allOf, foreignIntents, inOurs } from './at-provider.ts';
import type { Fail } from './check-money.ts';
import type { Rows } from './load-rows.ts';
import { labelOf, type MoneyOrg, type MoneyWorld } from './money-world.ts';

/** M5 to M7: what we believe of each payment, refund and dispute is what the provider has. */
export function checkProvider(world: MoneyWorld, org: MoneyOrg, rows: Rows, fail: Fail): void {
  const { simulator } = world;
  const foreign = foreignIntents(simulator, org.account);
  const ours = new Map(rows.payments.map(payment => [payment.intentId, payment]));
  for (const intent of allOf(simulator, org.account, 'payment_intent')) {
    if (foreign.has(intent.id)) {
      if (ours.has(intent.id)) fail('M8', `${intent.id} was paid for something else, and is taken for ours`);
      continue;
    }
    const payment = ours.get(intent.id);
    const arrived = intent.status === 'succeeded';
    if (arrived && payment?.state !== 'succeeded')
      fail(
        'M5',
        `${intent.id} has gone through, our ${payment?.paymentId ?? claimed(world, rows, intent)} is ${payment?.state ?? 'not there'}`,
      );
    if (!arrived && payment?.state === 'succeeded')
      fail('M5', `${intent.id} is ${String(intent.status)}, ours succeeded`);
    if (arrived && payment !== undefined && inOurs(org.currency, intent.amount_received) !== payment.amount)
      fail('M5', `${intent.id} brought ${Number(intent.amount_received)}, ours says ${payment.amount}`);
    if (['requires_payment_method', 'requires_action', 'processing'].includes(String(intent.status)))
      fail('M5', `${intent.id} can still be paid: ${String(intent.status)}`);
  }
  const refunds = new Map(rows.refunds.map(refund => [refund.providerRefundId, refund]));
  for (const made of allOf(simulator, org.account, 'refund')) {
    const refund = refunds.get(made.id);
    if (refund === undefined)
      fail('M6', `the provider made ${made.id} of ${Number(made.amount)}, we know nothing of it`);
    else if (refund.state !== made.status && made.status !== 'pending')
      fail('M6', `${made.id} is ${String(made.status)}, ours is ${refund.state}`);
    else if (refund.amount !== inOurs(org.currency, made.amount))
      fail('M6', `${made.id} is ${Number(made.amount)}, ours ${refund.amount}`);
  }
  const known = new Set(allOf(simulator, org.account, 'refund').map(({ id }) => id));
  for (const { refundId, state, providerRefundId } of rows.refunds) {
    if (state === 'requested') fail('M6', `${refundId} stays requested`);
    if (providerRefundId !== null && !known.has(providerRefundId)) fail('M8', `${refundId} is of another account`);
    if (
      state === 'submitted' &&
      allOf(simulator, org.account, 'refund').find(({ id }) => id === providerRefundId)?.status !== 'pending'
    )
      fail('M6', `${refundId} stays submitted`);
  }
  for (const { paymentId, account } of rows.payments)
    if (account !== org.account) fail('M8', `${paymentId} is on the account ${account}`);
}

/** Which payment of ours an intent says it is of. */
function claimed(world: MoneyWorld, { payments }: Rows, intent: Resource): string {
  const { payment, order } = intent.metadata as { readonly payment?: string; readonly order?: string };
  const ours = payments.find(({ paymentId }) => paymentId === payment);
  return `${labelOf(world, order ?? '')} with ${ours?.intentId} ${ours?.state} ${ours?.settled}`;
}
