import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { issueOrder } from '../../services/orders/issue-order.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { cancelTicket } from '../../services/tickets/cancel-ticket.ts';
import { waitingLink } from '../../services/waiting-list/waiting-link.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { runJobs } from '../../testing/run-jobs.ts';

const database = await testDatabase();
const cloud = await testApp(database);
const { a } = cloud;

const texts: string[] = [];
const mailer = {
  send: async (mail: { readonly text: string }) => {
    texts.push(mail.text);
    return { kind: 'taken' as const, messageId: `m${texts.length}` };
  },
};
/** Where the latest mail leads. */
const offerPath = () => /\/o\/alpha\/offers\/[\w-]{64}/.exec(texts.at(-1) ?? '')?.[0] ?? '';
const work = async () => expect(await runJobs({ ...cloud.jobDeps, mailer }, database)).toEqual([]);

async function send(method: 'GET' | 'POST', url: string, form?: Record<string, string>) {
  const response = await cloud.app.request(url, {
    method,
    headers: { host: 'foyer.test', origin: 'http://foyer.test', 'accept-language': 'en' },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, text: await response.text(), to: response.headers.get('location') ?? '' };
}

test('[WL-1] [WL-5] [WL-6] somebody waits at the shop, is offered a place by mail, and takes it without any script', async () => {
  const sale = await aPublishedEvent(cloud, a, { capacity: 1, tier: { name: 'Stalls', orderMax: 4 } });
  const { orderId } = await placeOrder(cloud.ctx(a), sale.eventId, anOrder(cloud, sale.tierId, 1));
  const { tickets } = await issueOrder(cloud.ctx(a), cloud.deps.keyVault, orderId, {});
  const path = `/o/${a.slug}/events/${sale.eventId}`;
  const [, waitPath = ''] = /href="([^"]+\/waiting-list\?tier=\d+)"/.exec((await send('GET', path)).text) ?? [];
  expect((await send('GET', waitPath)).text).toContain('Join the waiting list');

  const wrong = await send('POST', waitPath, { quantity: '2', email: 'jonas at home' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="jonas at home"');
  expect(wrong.text).toContain('Please check this address: like anna@example.org');
  expect((await send('POST', waitPath, { quantity: '9', email: 'jonas@example.org' })).status).toBe(409);
  const joined = await send('POST', waitPath, { quantity: '1', email: 'jonas@example.org' });
  expect([joined.status, joined.to]).toEqual([303, `${waitPath}&joined=`]);
  expect((await send('POST', waitPath, { quantity: '2', email: 'jonas@example.org' })).to).toBe(joined.to);
  expect((await send('GET', joined.to)).text).toContain('We have sent you a mail.');
  await work();
  const ours = offerPath();
  expect((await send('GET', ours)).text).toContain('You wait for one ticket: Stalls.');
  expect((await send('GET', `/o/${cloud.b.slug}${ours.slice('/o/alpha'.length)}`)).status).toBe(404);
  expect((await send('GET', `${ours.slice(0, -2)}AA`)).status).toBe(404);

  for (const { ticketId } of tickets) await cancelTicket(cloud.ctx(a), sale.eventId, ticketId, { reason: 'ill' });
  expect((await send('GET', path)).text).toContain('Sold out');
  await work();
  expect(texts.at(-1)).toContain(`http://foyer.test${ours}`);
  const offer = await send('GET', ours);
  expect(offer.text).toContain('There are places for you');
  const checkout = (/href="([^"]+\/checkout\?[^"]+)"/.exec(offer.text)?.[1] ?? '').replaceAll('&amp;', '&');
  const form = await send('GET', checkout);
  expect(form.status).toBe(200);
  const hidden = [...form.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"\/>/g)];
  const bought = await send('POST', checkout, {
    ...Object.fromEntries(hidden.map(([, name, value]) => [name ?? '', value ?? ''])),
    name: 'Jonas Beck',
    email: 'jonas@example.org',
  });
  expect(bought.to).toMatch(/^\/o\/alpha\/orders\//);
  expect((await send('GET', ours)).text).toContain('You have taken these places');
  const late = await send('POST', checkout, { name: 'A friend', email: 'friend@example.org' });
  expect([late.status, late.to]).toEqual([303, ours]);
  const { rows } = await cloud.root.query('select sold, held from app.pools where pool_id = $1', [sale.poolId]);
  expect(rows).toEqual([{ sold: 1, held: 0 }]);
});

test('[WL-6] a place in line is left by its address alone', async () => {
  const sale = await aPublishedEvent(cloud, a, { capacity: 1 });
  await placeOrder(cloud.ctx(a), sale.eventId, anOrder(cloud, sale.tierId, 1));
  const waitPath = `/o/${a.slug}/events/${sale.eventId}/waiting-list?tier=1`;
  await send('POST', waitPath, { quantity: '1', email: 'zoe@example.org' });
  await work();
  const left = await send('POST', `${offerPath()}/leave`, {});
  expect(left.status).toBe(303);
  expect((await send('GET', left.to)).text).toContain('You have left the waiting list');
  const { rows } = await cloud.root.query('select state, email from app.waiting_list where event_id = $1', [
    sale.eventId,
  ]);
  expect(rows).toEqual([{ state: 'left', email: '' }]);
});

test('[WL-5] [SH-10] who took an offer and has not paid yet is led to the payment; when it lapsed the offer is over', async () => {
  const sale = await aPublishedEvent(cloud, a, { capacity: 2, tier: { name: 'Stalls', priceMinor: 2_800 } });
  const { orderId } = await placeOrder(cloud.ctx(a), sale.eventId, anOrder(cloud, sale.tierId, 1));
  const { rows } = await cloud.root.query(
    `insert into app.waiting_list (org_id, entry_id, event_id, tier_id, email, language, quantity, state, order_id, created_at)
     values ($1, $2, $3, $4, 'jonas@example.org', 'en', 1, 'taken', $5, $6) returning entry_id as "entryId"`,
    [a.orgId, mintId('WaitingId', cloud.deps.randomBytes), sale.eventId, sale.tierId, orderId, cloud.clock.now],
  );
  const link = waitingLink(cloud.deps.linkSecret, a.orgId, { eventId: sale.eventId, entryId: rows[0].entryId });
  const page = await send('GET', `/o/alpha/offers/${link}`);
  expect(page.text).not.toContain('The mail about your order');
  expect(page.text).toMatch(/not paid yet\. Your places are kept until \d\d:\d\d\./);
  const [, pay = ''] = /href="([^"]+\/pay\/[^"]+)">Go on to payment</.exec(page.text) ?? [];
  expect((await send('GET', pay)).text).toContain('Your places are kept until');
  await cloud.root.query(`update app.orders set state = 'lapsed' where order_id = $1`, [orderId]);
  expect((await send('GET', `/o/alpha/offers/${link}`)).text).toContain('This offer is over');
});
