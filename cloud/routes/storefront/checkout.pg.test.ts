import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { editOrganization } from '../../services/organizations/edit-organization.ts';
import { createQuestion } from '../../services/questions/create-question.ts';
import { createTier } from '../../services/tiers/create-tier.ts';
import { aPublishedEvent } from '../../testing/a-published-event.ts';
import { anActiveAccount } from '../../testing/an-active-account.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const ctx = cloud.ctx(a);
await anActiveAccount(cloud, a);
await editOrganization(ctx, { version: 1, terms: 'Doors close at eight.' });
const sale = await aPublishedEvent(cloud, a, {
  capacity: 40,
  event: { collectsPhone: 'optional', collectsAddress: 'no' },
  tier: { name: 'Stalls', priceMinor: 2400, orderMax: 4 },
});
const { eventId, poolId } = sale;
const tier = (body: object) => createTier(ctx, eventId, { poolIds: [poolId], priceMinor: 800, ...body });
const child = await tier({
  name: 'Child',
  proof: { kind: 'age', ageMin: null, ageMax: 13, what: null },
  child: { childrenPerGuardianMax: 2, guardianTierIds: [sale.tierId] },
});
const free = await tier({ name: 'Rehearsal', priceMinor: 0 });
await tier({ name: 'Press', visibility: 'hidden' });
await tier({ name: 'Friends', visibility: 'code', accessCode: 'Malvolio' });
const meal = await createQuestion(ctx, eventId, {
  label: 'Which meal?',
  kind: 'choice',
  choices: ['fish', 'beans'],
  per: 'ticket',
  required: true,
  tierIds: [child.tierId],
});
const path = `/o/alpha/events/${eventId}/checkout`;

type Sent = { readonly status: number; readonly text: string; readonly to: string; readonly cookie: string };

async function send(
  method: 'GET' | 'POST',
  url: string,
  form?: Record<string, string>,
  cookie = '',
  headers = {},
): Promise<Sent> {
  const response = await cloud.app.request(url, {
    method,
    headers: {
      host: 'foyer.test',
      origin: 'http://foyer.test',
      'accept-language': 'en',
      'user-agent': 'A phone',
      ...(cookie === '' ? {} : { cookie }),
      ...headers,
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const set = response.headers.getSetCookie().map(line => line.split(';')[0]);
  return {
    status: response.status,
    text: await response.text(),
    to: response.headers.get('location') ?? '',
    cookie: set.join('; '),
  };
}

/** The page's hidden fields, as a browser would send them back. */
function hiddenOf(text: string): Record<string, string> {
  const fields = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"\/>/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name ?? '', value ?? '']));
}

const buyer = { name: 'Jonas Beck', email: 'jonas.beck@example.org', terms: 'yes' };

async function opened(query: string): Promise<Record<string, string>> {
  const page = await send('GET', `${path}?${query}`);
  expect(page.status).toBe(200);
  return hiddenOf(page.text);
}

async function counts() {
  const { rows } = await cloud.root.query('select sold, held from app.pools where event_id = $1', [eventId]);
  return rows[0];
}

test('[SH-8] every mistake is named at its field and on top, what was typed stays, the first has the focus', async () => {
  const hidden = await opened('n1=1&n2=1');
  const wrong = await send('POST', `${path}?n1=1&n2=1`, {
    ...hidden,
    name: '<b>Jonas',
    email: 'jonas at home',
    't1.bornOn': '1990-01-01',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="&lt;b&gt;Jonas"');
  expect(wrong.text).toContain('value="jonas at home"');
  const focused = /<input[^>]*id="f-email"[^>]*>/.exec(wrong.text)?.[0] ?? '';
  expect(focused).toContain('autofocus=""');
  expect(focused).toContain('aria-invalid="true"');
  expect(focused).toContain('aria-describedby="f-email-wrong f-email-hint"');
  expect(wrong.text).toContain('This ticket is for people of up to 13 on that day.');
  const listed = [...wrong.text.matchAll(/<li><a href="#(f-[\w-]+)">([^<]+)/g)].map(([, id, words]) => [id, words]);
  expect(listed).toEqual([
    ['f-email', 'E-mail'],
    ['f-t1-bornOn', 'Date of birth (Ticket 2 of 2)'],
    [`f-t1-q-${meal.questionId}`, 'Which meal? (Ticket 2 of 2)'],
    ['f-terms', 'Terms'],
  ]);
  expect(await counts()).toEqual({ sold: 0, held: 0 });
});

test('[SH-8] whatever an order is refused for comes back with the form, what was typed, and what to do', async () => {
  const hidden = await opened('n1=1&n2=1');
  const form = { ...hidden, ...buyer, 't1.bornOn': '2019-05-31', [`t1.q.${meal.questionId}`]: 'fish' };
  const addresses = ['müller@gmx.de', 'anna.@gmail.com', 'jo..e@example.com', 'info@bücher.de', 'a@b.c'];
  for (const [email, phone, field, said] of [
    ...addresses.map(each => [each, '', 'email', 'Please check this address: like anna@example.org']),
    [`${'a'.repeat(260)}@example.com`, '', 'email', 'At most 254 characters, please.'],
    [buyer.email, '06\u000060', 'phone', 'Part of this cannot be kept. Please type it again.'],
  ] as [string, string, string, string][]) {
    const { status, text } = await send('POST', `${path}?n1=1&n2=1`, { ...form, email, phone });
    expect([status, text.includes(`<li><a href="#f-${field}"`), text.includes(said)], said).toEqual([422, true, true]);
    expect(text).toContain('value="2019-05-31"');
  }
});

test('[SH-9] [OR-2] [OR-4] an order is placed once however often the page is sent, with what was asked and nothing else', async () => {
  const hidden = await opened('n1=1&n2=1');
  const form = {
    ...hidden,
    ...buyer,
    phone: '',
    street: 'Not asked for 1',
    't1.bornOn': '2019-05-31',
    't1.guardian': '#0',
    [`t1.q.${meal.questionId}`]: 'beans',
    't0.holder': 'Jonas Beck',
  };
  const first = await send('POST', `${path}?n1=1&n2=1`, form);
  expect([first.status, first.to]).toEqual([303, expect.stringMatching(/^\/o\/alpha\/pay\/[\w-]+$/)]);
  const again = await send('POST', `${path}?n1=1&n2=1`, form, first.cookie);
  expect(again.to).toBe(first.to);
  expect(await counts()).toEqual({ sold: 0, held: 2 });
  const { rows } = await cloud.root.query(
    'select channel, buyer_address, buyer_phone, language, drafts from app.orders where order_id = $1',
    [hidden.orderId],
  );
  expect(rows[0]).toMatchObject({ channel: 'online', buyer_address: null, buyer_phone: null, language: 'en' });
  expect(rows[0].drafts).toMatchObject([{}, { guardianTicketId: rows[0].drafts[0].ticketId }]);
  expect(JSON.stringify(rows[0].drafts)).not.toContain('2019-05-31');
  const traces = await cloud.root.query(
    'select terms_text, address, device from app.checkout_traces where order_id = $1',
    [hidden.orderId],
  );
  expect(traces.rows).toEqual([{ terms_text: 'Doors close at eight.', address: '192.0.2.1', device: 'A phone' }]);

  const changed = await send('POST', `${path}?n1=1&n2=1`, { ...form, name: 'Somebody Else' }, first.cookie);
  expect(changed.to).not.toBe(first.to);
  expect(await counts()).toEqual({ sold: 0, held: 2 });
  const page = await send('GET', changed.to);
  expect(page.text).toContain('Your places are kept until 13:10.');
  await send('POST', `${changed.to}/give-back`, {}, changed.cookie);
  expect(await counts()).toEqual({ sold: 0, held: 0 });
});

test('[SH-9] somebody else’s order is not given back by naming it', async () => {
  const hidden = await opened('n1=2');
  const first = await send('POST', `${path}?n1=2`, { ...hidden, ...buyer });
  const other = await send('POST', `${path}?n1=2`, { ...hidden, link: '', ...buyer, name: 'A stranger' });
  expect(other.to).not.toBe(first.to);
  expect(await counts()).toEqual({ sold: 0, held: 4 });
  for (const one of [first, other]) await send('POST', `${one.to}/give-back`, {});
  expect((await send('POST', `${first.to.slice(0, -2)}AA/give-back`, {})).status).toBe(404);
});

test('[SH-4] what may not be seen may not be bought, whatever is sent', async () => {
  for (const query of ['n4=1', 'n5=1', 'n5=1&code=Orsino', 'n9=1', 'n1=0', '']) {
    const tried = await send('POST', `${path}?${query}`, { ...buyer });
    expect([tried.status, new URL(tried.to, 'http://foyer.test').pathname], query).toEqual([
      303,
      `/o/alpha/events/${eventId}`,
    ]);
  }
  expect(await opened('n5=1&code=MALVOLIO')).toHaveProperty('orderId');
  expect(await counts()).toEqual({ sold: 0, held: 0 });
});

test('[PR-4] what costs nothing is issued without a payment', async () => {
  const hidden = await opened('n3=2');
  const done = await send('POST', `${path}?n3=2`, { ...hidden, ...buyer });
  expect(done.to).toMatch(/^\/o\/alpha\/orders\//);
  expect(await counts()).toEqual({ sold: 2, held: 0 });
  const { rows } = await cloud.root.query('select state from app.tickets where order_id = $1', [hidden.orderId]);
  expect(rows).toEqual([{ state: 'valid' }, { state: 'valid' }]);
  expect(free.name).toBe('Rehearsal');
});

test('[SH-10] who keeps places is told on the way back; when they lapse the page says so and offers the same cart', async () => {
  const hidden = await opened('n1=2');
  const placed = await send('POST', `${path}?n1=2`, { ...hidden, ...buyer });
  const back = await send('GET', `${path}?n1=3`, undefined, placed.cookie);
  expect(back.text).toContain('not paid yet. Your places are kept until 13:10. What you order here takes its place');
  expect(back.text).toContain(`href="${placed.to}"`);
  cloud.clock.now = addMs(cloud.clock.now, limits.holdDurationMs + 1);
  const lapsed = await send('GET', placed.to);
  expect(lapsed.text).toContain('Your reservation ran out');
  expect(lapsed.text).toContain(`href="${path}?n1=2"`);
  expect((await send('POST', `${placed.to}/hosted`, {})).status).toBeGreaterThan(300);
});

test('[IN-12] [SH-8] who holds too many is told what to do where they typed, in their language, and loses nothing of it', async () => {
  const small = await aPublishedEvent(cloud, a, { capacity: 8, tier: { name: 'Stalls', priceMinor: 2400 } });
  const checkout = `/o/alpha/events/${small.eventId}/checkout`;
  const order = async (query: string, over: Record<string, string> = {}) =>
    send('POST', `${checkout}?${query}`, {
      ...hiddenOf((await send('GET', `${checkout}?${query}`)).text),
      ...buyer,
      ...over,
    });
  expect((await order('n1=3')).status).toBe(303);
  const mine = await order('n1=2', { name: '<i>Jonas', 't1.holder': 'Léa Roux' });
  expect(mine.status).toBe(409);
  const until = 'try again after 13:20, or order over another network';
  expect(mine.text).toContain(
    'Places held over the network you are on and not paid: 3. With this order they would be more than 4.',
  );
  for (const kept of [until, 'value="&lt;i&gt;Jonas"', `value="${buyer.email}"`, 'value="Léa Roux"'])
    expect(mine.text).toContain(kept);
  const elsewhere = { 'test-address': '198.51.100.7' };
  const german = await send('POST', `${checkout}?n1=2&lang=de`, { ...buyer }, '', elsewhere);
  expect(german.text).toContain('Reservierte, unbezahlte Plätze für diese E-Mail-Adresse: 3.');
  const { rows } = await cloud.root.query('select held from app.pools where event_id = $1', [small.eventId]);
  expect(rows).toEqual([{ held: 3 }]);
});

test('too many, or more than are left, is said where tickets are chosen', async () => {
  const tried = await send('GET', `${path}?n1=5`);
  expect([tried.status, tried.text.includes('At most 4 tickets an order.')]).toEqual([409, true]);
  const absurd = await send('GET', `${path}?n1=99`);
  expect([absurd.status, absurd.text.includes('At most 50 tickets an order.')]).toEqual([409, true]);
  expect((await send('GET', `${path}?n1=99999&n2=x&n3=-1&n1000000=4`)).status).toBeGreaterThanOrEqual(303);
});
