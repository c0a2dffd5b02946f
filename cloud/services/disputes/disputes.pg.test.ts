import { afterAll, describe, expect, test } from 'vitest';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { getOrder } from '../orders/get-order.ts';
import { makeRefund } from '../refunds/make-refund.ts';
import { followDispute } from './follow-dispute.ts';
import { followFraudWarning } from './follow-fraud-warning.ts';
import { acceptDispute, dismissDispute } from './give-up-dispute.ts';
import { getDispute, listDisputes } from './list-disputes.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const { balances } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log, papers: cloud.deps.papers };
const sale = await shop.aSale({
  event: { doorsAt: '2027-12-30T18:00:00Z', startsAt: '2027-12-30T18:30:00Z', endsAt: '2027-12-30T21:00:00Z' },
});

const sold = (email = 'jonas.beck@example.org') => shop.sold(sale, 2, { buyer: { name: 'Jonas Beck', email } });
const chargeOf = async (orderId: OrderId): Promise<string> =>
  (await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId])).rows[0].charge_id;
const { act, books } = shop;
const dispute = async (orderId: OrderId, how: object = {}) =>
  (await act('dispute', { charge: await chargeOf(orderId), ...how })).id;
const follow = (disputeId: string) => followDispute(ctx(), deps, disputeId);
/** What the doors are told: whether each ticket is frozen, and its state. */
const atTheDoor = async (orderId: OrderId) => {
  const { tickets } = await getOrder(ctx(), orderId);
  return [...new Set(tickets.map(({ state, disputed }) => `${state}${disputed ? ' disputed' : ''}`))];
};
const whole = (orderId: OrderId) =>
  makeRefund(ctx(), orderId, {
    refundId: mintId('RefundId', cloud.deps.randomBytes),
    wish: { kind: 'whole', returnsFee: true },
    reason: 'Disputed',
  });

describe('[OR-7] a dispute', () => {
  test('told by webhooks in any order and twice: tickets frozen, money out, no refund; won: all as before but the fee', async () => {
    const orderId = await sold();
    const disputeId = await dispute(orderId);
    simulator.world.faults = { ...simulator.world.faults, webhookDuplicate: 1, webhookReorder: 1 };
    await shop.deliver();
    await Promise.all([follow(disputeId), follow(disputeId)]);
    simulator.world.faults = { ...simulator.world.faults, webhookDuplicate: 0, webhookReorder: 0 };
    expect(await atTheDoor(orderId)).toEqual(['valid disputed']);
    expect(await balances(orderId)).toMatchObject({ disputes: 5_600, 'provider-fees': 2_109 });
    await expect(whole(orderId)).rejects.toMatchObject({ code: 'dispute-open' });
    await act('close-dispute', { dispute: disputeId, outcome: 'won' });
    await shop.deliver();
    expect(await getDispute(ctx(), disputeId)).toMatchObject({ state: 'won', fundsWithdrawn: false, actions: [] });
    expect(await atTheDoor(orderId)).toEqual(['valid']);
    expect(await balances(orderId)).toEqual({
      'provider-balance': 3_491,
      'provider-fees': 2_109,
      'ticket-sales': -5_600,
    });
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('lost: tickets void, places free, a loss in the books and nothing left open', async () => {
    const orderId = await sold();
    const disputeId = await dispute(orderId);
    await follow(disputeId);
    await act('close-dispute', { dispute: disputeId, outcome: 'lost' });
    await follow(disputeId);
    await follow(disputeId);
    expect(await atTheDoor(orderId)).toEqual(['cancelled']);
    const after = await balances(orderId);
    expect([after.disputes, after['dispute-losses']]).toEqual([undefined, 5_600]);
    await expect(whole(orderId)).rejects.toMatchObject({ code: 'dispute-open' });
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('[LE-4] lost while a refund had been decided and was refused: the loss pays the buyer’s claim', async () => {
    const orderId = await sold();
    await whole(orderId);
    const disputeId = await dispute(orderId);
    await shop.work();
    expect((await balances(orderId)).buyer).toBe(-5_600);
    await act('close-dispute', { dispute: disputeId, outcome: 'lost' });
    await follow(disputeId);
    expect(await balances(orderId)).toEqual({ 'provider-balance': -2_109, 'provider-fees': 2_109 });
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('that is an inquiry moves no money; escalated it does; let go it is written off', async () => {
    const orderId = await sold();
    const disputeId = await dispute(orderId, { inquiry: true });
    await follow(disputeId);
    expect(await getDispute(ctx(), disputeId)).toMatchObject({ stage: 'inquiry', actions: ['stage', 'submit'] });
    expect([await atTheDoor(orderId), (await balances(orderId)).disputes]).toEqual([['valid disputed'], undefined]);
    await act('escalate', { dispute: disputeId });
    await follow(disputeId);
    expect((await balances(orderId)).disputes).toBe(5_600);
    await expect(acceptDispute(ctx(), deps, disputeId, {})).rejects.toThrow();
    const gone = await acceptDispute(ctx(), deps, disputeId, { confirm: true });
    expect([gone.state, await atTheDoor(orderId)]).toEqual(['written-off', ['cancelled']]);
    await shop.deliver();
    expect((await getDispute(ctx(), disputeId)).state).toBe('written-off');
    expect((await balances(orderId))['dispute-losses']).toBe(5_600);
    expect(await books()).toEqual(['whole', [0]]);
  });

  test('that is an inquiry closed without money leaves everything as it was', async () => {
    const orderId = await sold();
    const before = await balances(orderId);
    const disputeId = await dispute(orderId, { inquiry: true });
    await follow(disputeId);
    await act('close-dispute', { dispute: disputeId, outcome: 'lost' });
    await follow(disputeId);
    expect((await getDispute(ctx(), disputeId)).state).toBe('closed');
    expect([await atTheDoor(orderId), await balances(orderId)]).toEqual([['valid'], before]);
  });

  test('whose word is new to us is kept where it stood, and whoever runs us is told', async () => {
    const orderId = await sold();
    const disputeId = await dispute(orderId);
    await follow(disputeId);
    const books = simulator.world.books.get(account);
    Object.assign(books?.resources.get('dispute')?.get(disputeId) ?? {}, { status: 'arbitration_by_moonlight' });
    expect(await follow(disputeId)).toBe('followed');
    expect((await getDispute(ctx(), disputeId)).state).toBe('needs-response');
    expect(cloud.log.at(-1)).toMatchObject({ event: 'dispute-status-unknown', status: 'arbitration_by_moonlight' });
  });

  test('of a payment that is none of ours is foreign and changes nothing', async () => {
    const intent = await simulator.stripe.paymentIntents.create(
      {
        amount: 700,
        currency: 'eur',
        confirm: true,
        payment_method: 'pm_card_createDispute',
        return_url: 'https://shop.example.test',
        automatic_payment_methods: { enabled: true },
      },
      { stripeAccount: account },
    );
    const found = await simulator.stripe.disputes.list({ payment_intent: intent.id }, { stripeAccount: account });
    expect(await follow(String(found.data[0]?.id))).toBe('foreign');
    expect(await follow('du_nobody')).toBe('foreign');
  });
});

describe('[OR-13] an early fraud warning', () => {
  const warn = async (orderId: OrderId) => (await act('fraud-warning', { charge: await chargeOf(orderId) })).id;
  test('freezes until somebody dismisses it; heard again, that stands', async () => {
    const orderId = await sold();
    const warningId = await warn(orderId);
    await shop.deliver();
    expect(await atTheDoor(orderId)).toEqual(['valid disputed']);
    expect((await dismissDispute(ctx(), warningId)).state).toBe('closed');
    await followFraudWarning(ctx(), deps, warningId);
    expect(await atTheDoor(orderId)).toEqual(['valid']);
    await expect(dismissDispute(ctx(), warningId)).rejects.toMatchObject({ code: 'wrong-state' });
  });
  test('lets money be given back, which answers it; a dispute replaces it', async () => {
    const orderId = await sold();
    const warningId = await warn(orderId);
    await followFraudWarning(ctx(), deps, warningId);
    await whole(orderId);
    expect((await getDispute(ctx(), warningId)).state).toBe('closed');
    expect(await atTheDoor(orderId)).toEqual(['refunded']);
    const other = await sold();
    const second = await warn(other);
    await followFraudWarning(ctx(), deps, second);
    const disputeId = await dispute(other);
    await follow(disputeId);
    expect((await getDispute(ctx(), second)).state).toBe('closed');
    expect(await atTheDoor(other)).toEqual(['valid disputed']);
  });
});

test('[OR-7] of what waits for an answer the nearest deadline comes first, and what waits for nobody comes last', async () => {
  const { items } = await listDisputes(ctx(), { limit: 50 });
  const waiting = items.filter(({ todo }) => todo !== null);
  expect(items.slice(0, waiting.length)).toEqual(waiting);
  const due = waiting.map(({ dueBy }) => dueBy ?? parseInstant('9999-12-31T00:00:00Z'));
  expect(due).toEqual([...due].sort());
  expect([waiting.length > 0, items.length - waiting.length > 5]).toEqual([true, true]);
});
