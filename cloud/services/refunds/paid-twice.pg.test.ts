import { afterAll, describe, expect, test } from 'vitest';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import { followFraudWarning } from '../disputes/follow-fraud-warning.ts';
import { getDispute } from '../disputes/list-disputes.ts';
import { getOrder } from '../orders/get-order.ts';
import { listRefundsOf } from './list-refunds.ts';
import { makeRefund } from './make-refund.ts';
import { retryRefund } from './retry-refund.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const { balances } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log };
const sale = await shop.aSale();

/** Paid in two windows, settled, and the second not yet given back. */
async function paidTwice() {
  const orderId = await shop.place(sale);
  const [first, second] = [await shop.start(orderId, 'element'), await shop.start(orderId, 'hosted')];
  for (const started of [first, second]) {
    await shop.confirm(started);
    await shop.settle(started);
  }
  const { rows } = await cloud.root.query(
    'select settled, charge_id as charge from app.payments where order_id = $1 order by settled',
    [orderId],
  );
  expect(rows.map(({ settled }) => settled)).toEqual(['fulfilled', 'refunded-twice']);
  const [kept, twice] = rows.map(({ charge }): string => charge);
  return { orderId, kept, twice };
}

async function standing(orderId: OrderId) {
  const { state, tickets } = await getOrder(ctx(), orderId);
  return [state, ...new Set(tickets.map(each => `${each.state}${each.disputed ? ' disputed' : ''}`))];
}

const whole = (orderId: OrderId) =>
  makeRefund(ctx(), orderId, {
    refundId: mintId('RefundId', cloud.deps.randomBytes),
    wish: { kind: 'whole', returnsFee: true },
    reason: 'Fell ill',
  });

describe('[OR-17] of an order that was paid twice', () => {
  test('a dispute about the payment that goes back leaves the tickets good; lost, it pays that claim and bars no refund', async () => {
    const { orderId, twice } = await paidTwice();
    const { id } = await shop.act('dispute', { charge: twice });
    await followDispute(ctx(), deps, id);
    expect(await standing(orderId)).toEqual(['paid', 'valid']);
    await shop.work();
    const [failed] = (await listRefundsOf(ctx(), orderId)).items;
    expect(failed).toMatchObject({ state: 'failed', kind: 'duplicate' });
    await shop.act('close-dispute', { dispute: id, outcome: 'lost' });
    await followDispute(ctx(), deps, id);
    expect(await standing(orderId)).toEqual(['paid', 'valid']);
    expect(await balances(orderId)).not.toHaveProperty('dispute-losses');
    const again = { refundId: mintId('RefundId', cloud.deps.randomBytes) };
    await expect(retryRefund(ctx(), failed?.refundId ?? again.refundId, again)).rejects.toMatchObject({
      code: 'dispute-open',
    });
    expect((await whole(orderId)).amountMinor).toBe(5_600);
    await shop.work();
    expect(await standing(orderId)).toEqual(['refunded', 'refunded']);
    expect(await balances(orderId)).not.toHaveProperty('buyer');
    expect(await shop.books()).toEqual(['whole', [0]]);
  });

  test('a dispute about the payment that was kept freezes the tickets, and does not keep the other from going back', async () => {
    const { orderId, kept, twice } = await paidTwice();
    const warning = await shop.act('fraud-warning', { charge: twice });
    await followFraudWarning(ctx(), deps, warning.id);
    expect(await standing(orderId)).toEqual(['paid', 'valid']);
    expect((await getDispute(ctx(), warning.id)).state).toBe('closed');
    const { id } = await shop.act('dispute', { charge: kept });
    await followDispute(ctx(), deps, id);
    expect(await standing(orderId)).toEqual(['paid', 'valid disputed']);
    await shop.work();
    expect((await listRefundsOf(ctx(), orderId)).items).toMatchObject([{ state: 'succeeded', kind: 'duplicate' }]);
    await shop.act('close-dispute', { dispute: id, outcome: 'lost' });
    await followDispute(ctx(), deps, id);
    expect(await standing(orderId)).toEqual(['paid', 'cancelled']);
    expect(await balances(orderId)).toMatchObject({ 'dispute-losses': 5_600 });
    expect(await shop.books()).toEqual(['whole', [0]]);
  });

  test('[OR-12] the second payment given back at the provider, past us, is money alone: the tickets stay good', async () => {
    const { orderId, twice } = await paidTwice();
    await simulator.stripe.refunds.create({ charge: String(twice) }, { stripeAccount: account });
    await shop.deliver();
    expect(await standing(orderId)).toEqual(['paid', 'valid']);
    expect(await balances(orderId)).not.toHaveProperty('buyer');
    expect(await shop.books()).toEqual(['whole', [0]]);
  });
});
