import { afterAll, expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { testDatabase } from '../../testing/database.ts';
import { runJobs } from '../../testing/run-jobs.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import type { OutgoingMail } from '../mailer.ts';
import { submitEvidence } from './answer-dispute.ts';
import { getDispute } from './list-disputes.ts';
import { remindOfDisputes } from './remind-of-disputes.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const deps = { payments: shop.payments, log: cloud.deps.log, papers: cloud.deps.papers };
const sale = await shop.aSale();
const dispute = async (orderId: OrderId) => {
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  return (await shop.act('dispute', { charge: rows[0].charge_id })).id;
};

test('[OR-16] whoever may answer is written to three days before the deadline and on the last day, and not once it was answered', async () => {
  const orderId = await shop.sold(sale);
  const disputeId = await dispute(orderId);
  const forgotten = await dispute(await shop.sold(sale));
  await shop.deliver();
  const { dueBy } = await getDispute(ctx(), disputeId);
  const told = async (daysBefore: number) => {
    cloud.clock.now = addMs(must(dueBy, 'a deadline'), -daysBefore * 86_400_000);
    await remindOfDisputes(ctx(), cloud.deps.log);
    const { rows } = await cloud.root.query(
      `select about ->> 'disputeId' as dispute, count(*)::int as mails, count(distinct recipient)::int as people
       from app.mails where kind = 'dispute-due' and order_id is null group by 1`,
    );
    return Object.fromEntries(rows.map(({ dispute: of, mails, people }) => [of, `${mails} to ${people}`]));
  };
  expect(await told(4)).toEqual({});
  expect(await told(2.9)).toEqual({ [disputeId]: '2 to 2', [forgotten]: '2 to 2' });
  expect(await told(1.5)).toEqual({ [disputeId]: '2 to 2', [forgotten]: '2 to 2' });
  await submitEvidence(ctx(), deps, disputeId, {});
  expect(await told(0.9)).toEqual({ [disputeId]: '2 to 2', [forgotten]: '4 to 2' });
  expect(await told(0.5)).toEqual({ [disputeId]: '2 to 2', [forgotten]: '4 to 2' });
  const sent: OutgoingMail[] = [];
  const send = async (mail: OutgoingMail) => {
    sent.push(mail);
    return { kind: 'taken' as const, messageId: `m${sent.length}` };
  };
  expect(await runJobs({ ...cloud.jobDeps, mailer: { send } }, cloud.database)).toEqual([]);
  expect(sent.find(({ tag }) => tag === 'dispute-due')).toMatchObject({
    subject: expect.stringMatching(/^A dispute about order \w+ wants an answer by /),
    text: expect.stringMatching(/€56\.00.*You get this mail because you look after/s),
  });
});
