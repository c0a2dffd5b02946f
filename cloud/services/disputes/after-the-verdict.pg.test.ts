import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { getOrder } from '../orders/get-order.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import { makeRefund } from '../refunds/make-refund.ts';
import { submitEvidence } from './answer-dispute.ts';
import { followDispute } from './follow-dispute.ts';
import { dismissDispute } from './give-up-dispute.ts';
import { getDispute, listDisputes } from './list-disputes.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, simulator, account } = shop;
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log, papers: cloud.deps.papers };
const sale = await shop.aSale({
  event: { doorsAt: '2027-12-30T18:00:00Z', startsAt: '2027-12-30T18:30:00Z', endsAt: '2027-12-30T21:00:00Z' },
});

async function disputed(): Promise<{ readonly orderId: OrderId; readonly disputeId: string }> {
  const orderId = await shop.sold(sale);
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  const { id: disputeId } = await shop.act('dispute', { charge: rows[0].charge_id });
  await followDispute(ctx(), deps, disputeId);
  return { orderId, disputeId };
}

/** The process, or the line to the provider, is gone from a moment on. */
function gone(at: 'uploadEvidence' | 'stageEvidence', done: boolean): PaymentProvider {
  let dead = false;
  const dies = () => {
    dead = true;
    throw new Error('gone');
  };
  return {
    ...shop.payments,
    [at]: async (...args: Parameters<PaymentProvider['stageEvidence']>) => {
      if (done) await shop.payments.stageEvidence(...args);
      return dies();
    },
    dispute: async (...args) => (dead ? dies() : shop.payments.dispute(...args)),
  };
}

const submit = (disputeId: string, payments = shop.payments) =>
  submitEvidence(ctx(), { ...deps, payments }, disputeId, { statement: 'They laughed.' });
const submissions = async (disputeId: string) =>
  (await simulator.stripe.disputes.retrieve(disputeId, {}, { stripeAccount: account })).evidence_details
    .submission_count;

describe('[OR-21] evidence of which nobody knows whether it arrived', () => {
  test('died before it was handed over: no second try for a while, then reconciliation finds it due again', async () => {
    const { disputeId } = await disputed();
    await expect(submit(disputeId, gone('uploadEvidence', false))).rejects.toThrow('gone');
    await expect(submit(disputeId)).rejects.toMatchObject({ code: 'wrong-state' });
    await followDispute(ctx(), deps, disputeId);
    expect((await getDispute(ctx(), disputeId)).evidenceSubmittedAt).not.toBeNull();
    cloud.clock.now = addMs(cloud.clock.now, limits.evidenceHandOverMs);
    await reconcile(ctx(), { ...deps, keyVault: cloud.deps.keyVault });
    expect(await getDispute(ctx(), disputeId)).toMatchObject({ evidenceSubmittedAt: null, todo: 'answer' });
    await submit(disputeId);
    expect([(await getDispute(ctx(), disputeId)).state, await submissions(disputeId)]).toEqual(['under-review', 1]);
  });

  test('arrived, and neither the answer nor the look-up came back: it counts, and is not submitted twice', async () => {
    const { disputeId } = await disputed();
    await expect(submit(disputeId, gone('stageEvidence', true))).rejects.toThrow('gone');
    expect((await getDispute(ctx(), disputeId)).evidenceSubmittedAt).not.toBeNull();
    cloud.clock.now = addMs(cloud.clock.now, 2 * limits.evidenceHandOverMs);
    await followDispute(ctx(), deps, disputeId);
    const now = await getDispute(ctx(), disputeId);
    expect([now.state, now.evidenceSubmittedAt === null, now.todo]).toEqual(['under-review', false, null]);
    expect(await submissions(disputeId)).toBe(1);
  });
});

describe('[OR-19] a dispute that is won after it was lost', () => {
  const won = async () => {
    const { orderId, disputeId } = await disputed();
    await shop.act('close-dispute', { dispute: disputeId, outcome: 'lost' });
    await followDispute(ctx(), deps, disputeId);
    const theirs = must(simulator.world.books.get(account)?.resources.get('dispute')?.get(disputeId), 'the dispute');
    for (const status of ['appeal_needs_response', 'appeal_under_review', 'won']) {
      Object.assign(theirs, { status });
      await followDispute(ctx(), deps, disputeId);
    }
    return { orderId, disputeId };
  };

  test('waits in front of the list for somebody who issues again or refunds, and who may refund is written to, once', async () => {
    const { orderId, disputeId } = await won();
    await followDispute(ctx(), deps, disputeId);
    const { state, tickets } = await getOrder(ctx(), orderId);
    expect([state, tickets.map(ticket => ticket.state)]).toEqual(['paid', ['cancelled', 'cancelled']]);
    const { rows } = await cloud.root.query(
      `select count(*)::int as mails, count(distinct recipient)::int as people from app.mails
       where kind = 'dispute-reversed' and about ->> 'disputeId' = $1`,
      [disputeId],
    );
    expect(rows).toEqual([{ mails: 3, people: 3 }]);
    await disputed();
    const { items } = await listDisputes(ctx(), { limit: 50 });
    expect(items.map(({ todo }) => todo)).toEqual(['issue-again-or-refund', 'answer', null, null]);
    const paged = await listDisputes(ctx(), { limit: 1 });
    const rest = await listDisputes(ctx(), { limit: 50, cursor: paged.nextCursor ?? '' });
    expect([...paged.items, ...rest.items]).toEqual(items);
    const refundId = mintId('RefundId', cloud.deps.randomBytes);
    await makeRefund(ctx(), orderId, { refundId, wish: { kind: 'whole', returnsFee: true }, reason: 'No places left' });
    expect((await getDispute(ctx(), disputeId)).todo).toBeNull();
  });

  test('is dismissed by whoever has seen to it', async () => {
    const { disputeId } = await won();
    expect((await getDispute(ctx(), disputeId)).actions).toEqual(['dismiss']);
    expect(await dismissDispute(ctx(), disputeId)).toMatchObject({ state: 'won', todo: null, actions: [] });
    await expect(dismissDispute(ctx(), disputeId)).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

test.each(['won', 'lost'] as const)(
  '[OR-23] how a dispute stood before it was %s, read before that and late to arrive, thaws and freezes nothing any more',
  async outcome => {
    const { orderId, disputeId } = await disputed();
    let reads = 0;
    const dispute: PaymentProvider['dispute'] = async (of, id) => {
      reads += 1;
      const told = await shop.payments.dispute(of, id);
      if (reads > 1) return told;
      await shop.act('close-dispute', { dispute: disputeId, outcome });
      await followDispute(ctx(), deps, disputeId);
      return told;
    };
    await followDispute(ctx(), { ...deps, payments: { ...shop.payments, dispute } }, disputeId);
    expect([(await getDispute(ctx(), disputeId)).state, reads]).toEqual([outcome, 2]);
    const { tickets } = await getOrder(ctx(), orderId);
    const standing = outcome === 'won' ? 'valid false' : 'cancelled false';
    expect([...new Set(tickets.map(({ state, disputed: frozen }) => `${state} ${frozen}`))]).toEqual([standing]);
    expect(await shop.books()).toEqual(['whole', [0]]);
  },
);
