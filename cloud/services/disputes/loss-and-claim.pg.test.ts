import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import type { RefundWish } from '#shared/orders/plan-refund.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { acknowledgeRefund } from '../refunds/acknowledge-refund.ts';
import { makeRefund } from '../refunds/make-refund.ts';
import { followDispute } from './follow-dispute.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const { balances } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log };
const sale = await shop.aSale({
  event: { doorsAt: '2027-12-30T18:00:00Z', startsAt: '2027-12-30T18:30:00Z', endsAt: '2027-12-30T21:00:00Z' },
});

/** Two tickets, 56 euros in all. */
const sold = () => shop.sold(sale, 2);
const chargeOf = async (orderId: OrderId): Promise<string> =>
  (await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId])).rows[0].charge_id;
async function refund(orderId: OrderId, wish: RefundWish) {
  const refundId = mintId('RefundId', cloud.deps.randomBytes);
  await makeRefund(ctx(), orderId, { refundId, wish, reason: 'Fell ill' });
  return refundId;
}
const dispute = async (orderId: OrderId): Promise<string> =>
  (await shop.act('dispute', { charge: await chargeOf(orderId) })).id;
async function close(disputeId: string, outcome: 'won' | 'lost') {
  await shop.act('close-dispute', { dispute: disputeId, outcome });
  await followDispute(ctx(), deps, disputeId);
}
const standing = async (orderId: OrderId) => {
  const { buyer = 0, 'dispute-losses': lost = 0 } = await balances(orderId);
  return { buyer, lost };
};

describe('[LE-4] what a bank took and what the buyer had to get back come to the same', () => {
  test.each(['before', 'after'] as const)(
    'where a refund that was made past us is heard of %s the dispute was lost',
    async heard => {
      const orderId = await sold();
      await refund(orderId, { kind: 'whole', returnsFee: true });
      await simulator.stripe.refunds.create(
        { charge: await chargeOf(orderId), amount: 600 },
        { stripeAccount: account },
      );
      const disputeId = await dispute(orderId);
      await shop.work();
      if (heard === 'before') await shop.deliver();
      await close(disputeId, 'lost');
      await shop.deliver();
      await shop.deliver();
      expect(await standing(orderId)).toEqual({ buyer: 0, lost: 600 });
      expect(await shop.books()).toEqual(['whole', [0]]);
    },
  );

  test('where a refund that was paid comes back after the dispute was lost: nothing is owed of it', async () => {
    const orderId = await sold();
    const refundId = await refund(orderId, { kind: 'amount', amountMinor: 1_000, ticketIds: [], returnsFee: true });
    await shop.work();
    await close(await dispute(orderId), 'lost');
    expect(await standing(orderId)).toEqual({ buyer: 0, lost: 5_600 });
    const { rows } = await cloud.root.query('select provider_refund_id as id from app.refunds where refund_id = $1', [
      refundId,
    ]);
    await shop.act('finish-refund', { refund: rows[0].id, outcome: 'failed' });
    await shop.deliver();
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ buyer: 0, lost: 4_600 });
    await acknowledgeRefund(ctx(), refundId, { settledAs: 'paid-outside' });
    expect(await balances(orderId)).not.toHaveProperty('bank');
    expect(await shop.books()).toEqual(['whole', [0]]);
  });

  test('where it is won after it was lost: what it had paid of the claim is owed again', async () => {
    const orderId = await sold();
    await refund(orderId, { kind: 'whole', returnsFee: true });
    const disputeId = await dispute(orderId);
    await shop.work();
    await close(disputeId, 'lost');
    expect(await standing(orderId)).toEqual({ buyer: 0, lost: 0 });
    const theirs = must(simulator.world.books.get(account)?.resources.get('dispute')?.get(disputeId), 'the dispute');
    Object.assign(theirs, { status: 'appeal_under_review' });
    await followDispute(ctx(), deps, disputeId);
    await close(disputeId, 'won');
    expect(await standing(orderId)).toEqual({ buyer: -5_600, lost: 0 });
    expect(await shop.books()).toEqual(['whole', [0]]);
  });
});
