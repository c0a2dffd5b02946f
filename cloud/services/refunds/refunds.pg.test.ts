import { afterAll, describe, expect, test } from 'vitest';
import { mintId, type OrderId, type RefundId, type TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import type { RefundWish } from '#shared/orders/plan-refund.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { getOrder } from '../orders/get-order.ts';
import { acknowledgeRefund } from './acknowledge-refund.ts';
import { chaseRefunds } from './chase-refunds.ts';
import { listRefunds, listRefundsOf } from './list-refunds.ts';
import { makeRefund } from './make-refund.ts';
import { previewRefund } from './preview-refund.ts';
import { retryRefund } from './retry-refund.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const ctx = () => cloud.ctx(cloud.a);
const worker = () => cloud.ctx(cloud.a, { kind: 'system', job: 'test' });
const deps = { payments: shop.payments, log: cloud.deps.log };
await cloud.root.query(
  `update app.organizations set tax_mode = 'exclusive', tax_basis_points = 2000 where org_id = $1`,
  [cloud.a.orgId],
);
await cloud.root.query('update app.payment_accounts set fee_basis_points = 100');
const evening = {
  doorsAt: '2026-12-30T18:00:00Z',
  startsAt: '2026-12-30T18:30:00Z',
  endsAt: '2026-12-30T21:00:00Z',
};
const sale = await shop.aSale({ event: { ...evening, feeMode: 'passed-on', feeMinor: 100 } });
const fresh = () => mintId('RefundId', cloud.deps.randomBytes);

/** An order that was paid: 28 euros a ticket, one euro fee, 20 % tax on top; 34.80 each. */
const sold = (count = 2, over: object = {}) => shop.sold(sale, count, over);
async function refund(orderId: OrderId, wish: RefundWish, refundId: RefundId = fresh()) {
  return makeRefund(ctx(), orderId, { refundId, wish, reason: 'Fell ill' });
}
const ticketsOf = async (orderId: OrderId): Promise<readonly TicketId[]> =>
  (await getOrder(ctx(), orderId)).tickets.map(({ ticketId }) => ticketId);
async function standing(orderId: OrderId) {
  const { state, tickets } = await getOrder(ctx(), orderId);
  const { items } = await listRefundsOf(ctx(), orderId);
  return {
    state,
    valid: tickets.filter(ticket => ticket.state === 'valid').length,
    refunds: items.map(({ state: at, amountMinor }) => `${at} ${amountMinor}`),
  };
}
const { balances: balanceOf } = moneyStanding(cloud);
const soldPlaces = async () =>
  (await cloud.root.query('select sold from app.pools where pool_id = $1', [sale.poolId])).rows[0].sold;
const { act, books } = shop;
const providerId = async (refundId: RefundId) =>
  (await cloud.root.query('select provider_refund_id as id from app.refunds where refund_id = $1', [refundId])).rows[0]
    .id;
const chargeOf = async (orderId: OrderId) =>
  (await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId])).rows[0].charge_id;

describe('[OR-6] a refund', () => {
  test('of the whole order: tickets dead, places free, fee back from the platform, books equal to the provider’s', async () => {
    const orderId = await sold();
    const before = await soldPlaces();
    const wish = { kind: 'whole', returnsFee: true } as const;
    expect(await previewRefund(ctx(), orderId, { wish })).toMatchObject({ amountMinor: 6_960, orderState: 'refunded' });
    const refundId = fresh();
    const made = await refund(orderId, wish, refundId);
    expect(made).toMatchObject({ amountMinor: 6_960, refund: { refundId, state: 'requested', kind: 'whole' } });
    expect(await refund(orderId, wish, refundId)).toEqual(made);
    expect((await soldPlaces()) - before).toBe(-2);
    expect(await balanceOf(orderId)).toMatchObject({ buyer: -6_960 });
    await shop.work();
    expect(await standing(orderId)).toEqual({ state: 'refunded', valid: 0, refunds: ['succeeded 6960'] });
    const kept = 129;
    expect(await balanceOf(orderId)).toEqual({ 'provider-balance': -kept, 'provider-fees': kept });
    const { rows } = await cloud.root.query(`select distinct state from app.tickets where order_id = $1`, [orderId]);
    expect(rows).toEqual([{ state: 'refunded' }]);
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('by ticket with the fee kept, then a sum, then the rest: exact to the cent, never more than was paid', async () => {
    const orderId = await sold(3);
    const [first = '' as TicketId] = await ticketsOf(orderId);
    const one = await refund(orderId, { kind: 'tickets', ticketIds: [first], returnsFee: false });
    expect(one).toMatchObject({ amountMinor: 3_360, voids: [first], orderState: 'partly-refunded' });
    const some = { kind: 'amount', amountMinor: 1_001, ticketIds: [], returnsFee: true } as const;
    expect(await refund(orderId, some)).toMatchObject({ amountMinor: 1_001, voids: [] });
    await expect(refund(orderId, { ...some, amountMinor: 5_960 })).rejects.toMatchObject({ code: 'refund-too-much' });
    const rest = await refund(orderId, { kind: 'whole', returnsFee: true });
    expect(rest.amountMinor).toBe(3 * 3_480 - 3_360 - 120 - 1_001);
    await shop.work();
    expect((await standing(orderId)).state).toBe('refunded');
    const left = await balanceOf(orderId);
    expect([left.buyer, left['ticket-sales'], left['service-fees'], left.tax]).toEqual([
      undefined,
      undefined,
      -100,
      -20,
    ]);
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('asked for twice at the same moment, only one of two that are too much together goes through', async () => {
    const orderId = await sold(1);
    const wish = { kind: 'amount', amountMinor: 2_000, ticketIds: [], returnsFee: true } as const;
    const both = await Promise.allSettled([refund(orderId, wish), refund(orderId, wish)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await shop.work();
    expect(await standing(orderId)).toMatchObject({ valid: 1, refunds: ['succeeded 2000'] });
  });

  test('[LE-5] that fails days later is shown until somebody acts, leaves the buyer a claim, and is tried again', async () => {
    const orderId = await sold(1);
    const made = await refund(orderId, { kind: 'whole', returnsFee: true });
    await shop.work();
    const failedId = made.refund?.refundId ?? fresh();
    cloud.clock.now = addMs(cloud.clock.now, 4 * 86_400_000);
    await act('finish-refund', { refund: await providerId(failedId), outcome: 'failed' });
    await shop.deliver();
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'refunded', valid: 0, refunds: ['failed 3480'] });
    expect((await balanceOf(orderId)).buyer).toBe(-3_480);
    const shown = async () =>
      (await listRefunds(ctx(), { limit: 50, attention: true })).items.map(({ refundId }) => refundId);
    expect(await shown()).toContain(failedId);
    const again = fresh();
    await retryRefund(ctx(), failedId, { refundId: again });
    await expect(retryRefund(ctx(), failedId, { refundId: fresh() })).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await shown()).not.toContain(failedId);
    await shop.work();
    expect((await standing(orderId)).refunds).toEqual(['failed 3480', 'succeeded 3480']);
    expect(await balanceOf(orderId)).not.toHaveProperty('buyer');
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('whose answer was lost is looked up and made once; a job that never ran is made up for', async () => {
    const orderId = await sold(1);
    const { refund: made } = await refund(orderId, { kind: 'whole', returnsFee: true });
    simulator.world.faults = { ...simulator.world.faults, apiErrorAfter: 1 };
    await expect(shop.work()).rejects.toThrow();
    simulator.world.faults = { ...simulator.world.faults, apiErrorAfter: 0 };
    expect(made?.state).toBe('requested');
    cloud.clock.now = addMs(cloud.clock.now, 3_600_000);
    await chaseRefunds(worker(), deps);
    expect(await standing(orderId)).toMatchObject({ refunds: ['succeeded 3480'] });
    const told = await simulator.stripe.refunds.list({ charge: await chargeOf(orderId) }, { stripeAccount: account });
    expect(told.data.length).toBe(1);
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('[OR-12] made at the provider past us is written down: a part is a sum, all that is left kills the tickets', async () => {
    const orderId = await sold(2);
    const elsewhere = async (amount: number) =>
      simulator.stripe.refunds.create({ charge: await chargeOf(orderId), amount }, { stripeAccount: account });
    await elsewhere(1_000);
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'partly-refunded', valid: 2, refunds: ['succeeded 1000'] });
    await elsewhere(5_960);
    await shop.deliver();
    await shop.deliver();
    expect(await standing(orderId)).toMatchObject({ state: 'refunded', valid: 0 });
    expect(await balanceOf(orderId)).not.toHaveProperty('buyer');
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('that the provider refuses is a failed one, which can be acknowledged', async () => {
    const orderId = await sold(1);
    const { refund: made } = await refund(orderId, { kind: 'whole', returnsFee: true });
    await act('dispute', { charge: await chargeOf(orderId) });
    await shop.work();
    const [failed] = (await listRefundsOf(ctx(), orderId)).items;
    expect(failed).toMatchObject({ state: 'failed', failure: 'charge_disputed', needsAttention: true });
    const seen = await acknowledgeRefund(ctx(), made?.refundId ?? fresh(), { settledAs: 'paid-outside' });
    expect(seen.needsAttention).toBe(false);
    await shop.deliver();
  });
});
