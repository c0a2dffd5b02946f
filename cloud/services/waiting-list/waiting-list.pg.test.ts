import { expect, test } from 'vitest';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type TicketId, type WaitingId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { offerFreedPlacesJob } from '../../jobs/offer-freed-places.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { runJobs } from '../../testing/run-jobs.ts';
import type { OutgoingMail } from '../mailer.ts';
import { networkOf } from '../network-of.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { editPool } from '../pools/edit-pool.ts';
import { giveBackOrder } from '../shop/give-back-order.ts';
import { cancelTicket } from '../tickets/cancel-ticket.ts';
import { createTier } from '../tiers/create-tier.ts';
import { joinWaitingList } from './join-waiting-list.ts';
import { leaveWaitingList } from './leave-waiting-list.ts';
import { readWaitingLink, waitingLink } from './waiting-link.ts';

const database = await testDatabase();
const cloud = await testApp(database);
const { a, b, call } = cloud;
const mails: OutgoingMail[] = [];
const mailer = {
  send: async (mail: OutgoingMail) => {
    mails.push(mail);
    return { kind: 'taken' as const, messageId: `m${mails.length}` };
  },
};
const owner = () => cloud.ctx(a);
const buyer = () => cloud.ctx(a, { kind: 'buyer' });
const outcome = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
};

async function work(): Promise<void> {
  const [failure] = await runJobs({ ...cloud.jobDeps, mailer }, database);
  if (failure !== undefined) throw failure.error;
}

/** An event whose places are all sold, one to an order; `free` takes tickets back. */
async function soldOut(capacity: number, over: object = {}) {
  const sale = await aPublishedEvent(cloud, a, { capacity, ...over });
  const sold: TicketId[] = [];
  for (let place = 0; place < capacity; place += 1) {
    const { orderId } = await placeOrder(owner(), sale.eventId, anOrder(cloud, sale.tierId, 1));
    const { tickets } = await issueOrder(owner(), cloud.deps.keyVault, orderId, {});
    sold.push(...tickets.map(({ ticketId }) => ticketId));
  }
  const free = async (places: number) => {
    for (const ticketId of sold.splice(0, places))
      await cancelTicket(owner(), sale.eventId, ticketId, { reason: 'ill' });
  };
  return { ...sale, free };
}

const join = (sale: PublishedEvent, wanted: object, ctx = buyer()) =>
  joinWaitingList(ctx, cloud.deps.linkSecret, sale.eventId, wanted);

async function joined(sale: PublishedEvent, email: string, quantity = 1): Promise<WaitingId> {
  cloud.clock.now = addMs(cloud.clock.now, 1);
  const wanted = { tierId: sale.tierId, quantity, email, language: 'en' };
  expect(await join(sale, wanted)).toBe('joined');
  const { rows } = await cloud.root.query<{ id: WaitingId }>(
    `select entry_id as id from app.waiting_list where event_id = $1 and email = lower($2) and state <> 'expired'`,
    [sale.eventId, email],
  );
  return must(rows[0], `a place in line of ${email}`).id;
}

async function standing({ eventId, poolId }: PublishedEvent) {
  const pool = await cloud.root.query('select sold, held from app.pools where pool_id = $1', [poolId]);
  const line = await cloud.root.query<{ state: string }>(
    'select state from app.waiting_list where event_id = $1 order by created_at, entry_id',
    [eventId],
  );
  return { ...pool.rows[0], line: line.rows.map(({ state }) => state).join(' ') };
}

test('[WL-1] [WL-6] a line is for what is sold out; an address stands in it once, and is forgotten when it leaves', async () => {
  const open = await aPublishedEvent(cloud, a, { capacity: 5 });
  const wanted = { tierId: open.tierId, quantity: 2, email: 'ada@example.org', language: 'en' };
  expect(await join(open, wanted)).toBe('on-sale');

  const sale = await soldOut(1, { tier: { orderMax: 4 } });
  const first = await joined(sale, 'Ada@Example.org', 2);
  for (let again = 0; again < limits.waitingListMailsPerHour; again += 1)
    expect(await joined(sale, 'ada@example.org', 1)).toBe(first);
  await joined(sale, 'ben@example.org', 1);
  expect(await standing(sale)).toMatchObject({ line: 'waiting waiting' });
  await work();
  const written = mails.filter(({ to }) => to === 'ada@example.org');
  expect(written).toHaveLength(limits.waitingListMailsPerHour);
  for (const { text } of written) {
    expect(text).toContain('You wait for 2 tickets');
    expect(readWaitingLink(cloud.deps.linkSecret, a.orgId, /\/offers\/([\w-]+)/.exec(text)?.[1])?.entryId).toBe(first);
  }
  const listed = await call(a.organizer, 'get', `${sale.path}/waiting-list?limit=1`);
  expect(listed).toMatchObject({
    status: 200,
    body: { items: [{ entryId: first, email: 'ada@example.org', quantity: 2, state: 'waiting' }] },
  });
  const { nextCursor } = listed.body as { nextCursor: string };
  const rest = await call(a.organizer, 'get', `${sale.path}/waiting-list?cursor=${nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ email: 'ben@example.org' }], nextCursor: null });
  expect((await call(a.door, 'get', `${sale.path}/waiting-list`)).status).toBe(403);
  await leaveWaitingList(buyer(), sale.eventId, first);
  await leaveWaitingList(buyer(), sale.eventId, first);
  const kept = await cloud.root.query(`select recipient, state, about::text from app.mails where event_id = $1`, [
    sale.eventId,
  ]);
  expect(JSON.stringify(kept.rows)).not.toMatch(/ada@/i);
  expect(kept.rows.filter(({ recipient }) => recipient === '')).toHaveLength(limits.waitingListMailsPerHour);
  expect((await call(a.organizer, 'get', `${sale.path}/waiting-list?state=left`)).body).toMatchObject({
    items: [{ entryId: first, email: '', state: 'left' }],
  });

  const hidden = await createTier(owner(), sale.eventId, {
    name: 'Press',
    priceMinor: 0,
    poolIds: [sale.poolId],
    visibility: 'hidden',
  });
  const joining = (over: object, ctx = buyer()) =>
    outcome(join(sale, { ...wanted, tierId: sale.tierId, ...over }, ctx));
  expect(await joining({ tierId: hidden.tierId })).toBe('not-on-sale');
  expect(await joining({ quantity: 5 })).toBe('over-order-limit');
  const hurried = { ...buyer(), address: networkOf('192.0.2.7') };
  const bursts = await Promise.all(
    Array.from({ length: limits.waitingListJoinsPerAddress + 2 }, (_, index) =>
      joining({ email: `guest${index}@example.org` }, hurried),
    ),
  );
  expect(bursts).toContain('done');
  expect(await joining({}, hurried)).toBe('too-many-requests');
});

test('[WL-2] [WL-3] [WL-4] [WL-5] freed places are kept and offered in turn, taken once, and passed on', async () => {
  const sale = await soldOut(4);
  const walkIn = () => placeOrder(buyer(), sale.eventId, anOrder(cloud, sale.tierId, 1));
  const ann = await joined(sale, 'ann@example.org', 2);
  await joined(sale, 'ben@example.org', 1);
  await joined(sale, 'cem@example.org', 1);

  await sale.free(1);
  await work();
  expect(await standing(sale)).toEqual({ sold: 3, held: 0, line: 'waiting waiting waiting' });
  const passing = await walkIn();
  await giveBackOrder(buyer(), passing.orderId);

  await sale.free(1);
  expect(await outcome(walkIn())).toBe('sold-out');
  await work();
  expect(await standing(sale)).toEqual({ sold: 2, held: 2, line: 'offered waiting waiting' });
  const mail = mails.at(-1);
  expect(mail?.to).toBe('ann@example.org');
  const token = /\/offers\/([\w-]+)/.exec(mail?.text ?? '')?.[1];
  expect(readWaitingLink(cloud.deps.linkSecret, a.orgId, token)).toEqual({ eventId: sale.eventId, entryId: ann });
  const lapsesAt = addMs(cloud.clock.now, limits.waitingListOfferMs);

  const take = (count: number, offer = ann) =>
    placeOrder(buyer(), sale.eventId, anOrder(cloud, sale.tierId, count), { offer });
  expect(await outcome(take(3))).toBe('offer-differs');
  const taken = await Promise.allSettled([take(2), take(2)]);
  const [order] = taken.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(order?.holdLapsesAt).toBe(lapsesAt);
  expect(await standing(sale)).toEqual({ sold: 2, held: 2, line: 'taken waiting waiting' });
  expect(await outcome(take(2))).toBe('hold-lapsed');

  await giveBackOrder(buyer(), order?.orderId ?? mintId('OrderId', cloud.deps.randomBytes));
  expect(await standing(sale)).toEqual({ sold: 2, held: 2, line: 'offered waiting waiting' });
  await take(1);
  expect(await standing(sale)).toEqual({ sold: 2, held: 1, line: 'taken waiting waiting' });
  await offerFreedPlacesJob.run(cloud.jobDeps, {});
  expect(await standing(sale)).toEqual({ sold: 2, held: 2, line: 'taken offered waiting' });

  cloud.clock.now = addMs(lapsesAt, 1);
  await offerFreedPlacesJob.run(cloud.jobDeps, {});
  expect(await standing(sale)).toEqual({ sold: 2, held: 2, line: 'taken expired offered' });
  await editPool(owner(), sale.eventId, sale.poolId, { capacity: 6 });
  await joined(sale, 'dan@example.org', 4);
  expect(await outcome(walkIn())).toBe('done');
});

test('[WL-6] what somebody leaves goes to the next, and an address altered or of another organization opens nothing', async () => {
  const sale = await soldOut(1);
  const eve = await joined(sale, 'eve@example.org');
  await joined(sale, 'fay@example.org');
  await sale.free(1);
  await work();
  await leaveWaitingList(buyer(), sale.eventId, eve);
  const { rows } = await cloud.root.query(`select 1 from app.mails where event_id = $1 and recipient like 'eve@%'`, [
    sale.eventId,
  ]);
  expect(rows).toEqual([]);
  await work();
  expect(await standing(sale)).toEqual({ sold: 0, held: 1, line: 'left offered' });
  expect(mails.at(-1)?.to).toBe('fay@example.org');
  const secret = cloud.deps.linkSecret;
  const token = waitingLink(secret, a.orgId, { eventId: sale.eventId, entryId: eve });
  expect(readWaitingLink(secret, b.orgId, token)).toBe(null);
  for (let index = 0; index < token.length; index += 1)
    expect(
      readWaitingLink(
        secret,
        a.orgId,
        `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`,
      ),
    ).toBe(null);
});
