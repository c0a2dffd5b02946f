import { expect, test } from 'vitest';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { mails } from '../../db/tables/mail.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { loadLetter } from '../mail/load-letter.ts';
import { giveBackOrder } from '../shop/give-back-order.ts';
import { approveOrder } from './approve-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const ctx = cloud.ctx(a);
const day = 86_400_000;

async function asked(event: PublishedEvent, email: string): Promise<OrderId> {
  const order = anOrder(cloud, event.tierId, 2);
  await placeOrder(ctx, event.eventId, { ...order, buyer: { ...order.buyer, email, language: 'de' } });
  return order.orderId;
}

/** What was written to somebody, as it would be sent now. */
async function letterTo(email: string) {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const rows = (await tx.select().from(mails)).filter(({ recipient }) => recipient === email);
    const [mail] = rows;
    if (mail === undefined || rows.length > 1) throw new Error(`one mail to ${email}, got ${rows.length}`);
    const letter = await loadLetter(tx, ctx, cloud.jobDeps, mail);
    return { kind: mail.kind, about: letter.about, text: cloud.jobDeps.pressLetter(letter).text };
  });
}

const poolOf = async ({ poolId }: PublishedEvent) =>
  (await cloud.root.query('select sold, held from app.pools where pool_id = $1', [poolId])).rows[0];

test('[OR-18] who is approved is told where and until when to pay, and their places are kept so long', async () => {
  const event = await aPublishedEvent(cloud, a, { event: { needsApproval: true }, tier: { priceMinor: 1_500 } });
  const soon = addMs(cloud.clock.now, 3_600_000);
  const short = await aPublishedEvent(cloud, a, {
    event: { needsApproval: true },
    tier: { priceMinor: 1_500, saleClosesAt: soon },
  });
  const { endsAt } = event.event;
  const until = addMs(cloud.clock.now, day) < endsAt ? addMs(cloud.clock.now, day) : endsAt;
  const orderId = await asked(event, 'paying@example.org');
  expect(await approveOrder(ctx, cloud.deps.keyVault, orderId)).toMatchObject({
    state: 'awaiting-payment',
    holdLapsesAt: until,
  });
  const letter = await letterTo('paying@example.org');
  expect(letter).toMatchObject({ kind: 'order-approved', about: { until, amountMinor: 3_000 } });
  expect(letter.text).toMatch(/\/o\/[\w-]+\/pay\/\w+/);
  const other = await asked(short, 'sale-ends@example.org');
  expect(await approveOrder(ctx, cloud.deps.keyVault, other)).toMatchObject({ holdLapsesAt: soon });
});

test('[OR-18] what costs nothing is sent at once; who is refused is told, and their places are free', async () => {
  const event = await aPublishedEvent(cloud, a, { event: { needsApproval: true } });
  const yes = await asked(event, 'yes@example.org');
  const no = await asked(event, 'no@example.org');
  await approveOrder(ctx, cloud.deps.keyVault, yes);
  expect(await letterTo('yes@example.org')).toMatchObject({ kind: 'order-confirmed', about: { tickets: [{}, {}] } });
  expect(await cancelOrder(ctx, no, { reason: 'Full of friends' })).toMatchObject({ state: 'cancelled' });
  await cancelOrder(ctx, no, { reason: 'Full of friends' });
  const letter = await letterTo('no@example.org');
  expect(letter).toMatchObject({ kind: 'order-declined' });
  expect(letter.text).not.toContain('Full of friends');
  expect(await poolOf(event)).toMatchObject({ sold: 2, held: 0 });
});

test('[OR-1] an unpaid order that has tickets takes them along, whoever ends it', async () => {
  const event = await aPublishedEvent(cloud, a, { event: { needsApproval: true } });
  for (const end of [
    (orderId: OrderId) => giveBackOrder(cloud.ctx(a, { kind: 'buyer' }), orderId),
    (orderId: OrderId) => cancelOrder(ctx, orderId, { reason: 'Did not come' }),
  ]) {
    const orderId = await asked(event, '');
    await approveOrder(ctx, cloud.deps.keyVault, orderId);
    // As one that is paid at the door.
    await cloud.root.query("update app.orders set state = 'awaiting-payment' where order_id = $1", [orderId]);
    await end(orderId);
    const { rows } = await cloud.root.query('select state, version from app.tickets where order_id = $1', [orderId]);
    expect(rows).toEqual([
      { state: 'cancelled', version: 2 },
      { state: 'cancelled', version: 2 },
    ]);
    expect(await poolOf(event)).toMatchObject({ sold: 0, held: 0 });
  }
});
