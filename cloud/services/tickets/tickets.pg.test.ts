import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { foldSearch } from '#shared/tickets/search-key.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import type { PlainAnswer } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { placeOrder } from '../orders/place-order.ts';

const cloud = await testApp(await testDatabase());
const { a, b, call } = cloud;
const box = a['box-office'];
const body = (answer: { body: unknown }) => answer.body as PlainAnswer;

async function sold(event: PublishedEvent, holders: readonly string[]): Promise<readonly string[]> {
  const order = anOrder(cloud, event.tierId, 0);
  const tickets = holders.map(holder => ({ tierId: event.tierId, holder }));
  await placeOrder(cloud.ctx(a), event.eventId, { ...order, tickets });
  const issued = await issueOrder(cloud.ctx(a), cloud.deps.keyVault, order.orderId, {});
  return holders.map(holder => issued.tickets.find(ticket => ticket.holder === holder)?.ticketId ?? '');
}

test('[CK-7] a block is shown with the organizer’s text and can be taken back', async () => {
  const event = await aPublishedEvent(cloud, a);
  const [ticketId] = await sold(event, ['Anna']);
  const path = `${event.path}/tickets/${ticketId}`;
  expect(await call(box, 'post', `${path}/block`, { text: 'See the box office' })).toMatchObject({
    body: { blocked: 'See the box office', version: 2 },
  });
  expect(await call(a.door, 'get', path)).toMatchObject({ body: { blocked: 'See the box office' } });
  expect(await call(box, 'post', `${path}/unblock`)).toMatchObject({ body: { blocked: null, version: 3 } });
  expect(await call(a.door, 'post', `${path}/block`, { text: 'x' })).toMatchObject({ status: 403 });
});

test('[OR-5] [CK-4] a reprint and a transfer void the old code and take children along', async () => {
  const event = await aPublishedEvent(cloud, a);
  const [adult, child] = await sold(event, ['Anna', 'Mia']);
  await cloud.root.query('update app.tickets set guardian_ticket_id = $1 where ticket_id = $2', [adult, child]);
  const reprint = await call(box, 'post', `${event.path}/tickets/${adult}/reprint`, { reason: 'Lost' });
  expect(reprint).toMatchObject({ status: 200, body: { state: 'valid', holder: 'Anna', replacesTicketId: adult } });
  const second = body(reprint).ticketId;
  expect(await call(box, 'get', `${event.path}/tickets/${adult}`)).toMatchObject({
    body: { state: 'replaced', stateSince: cloud.clock.now },
  });
  expect(await call(box, 'get', `${event.path}/tickets/${child}`)).toMatchObject({
    body: { guardianTicketId: second },
  });
  const codes = await Promise.all(
    [adult, second].map(async id => body(await call(box, 'get', `${event.path}/tickets/${id}/code`)).code),
  );
  expect(new Set(codes).size).toBe(2);
  const again = await call(box, 'post', `${event.path}/tickets/${adult}/reprint`, { reason: 'Lost' });
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'wrong-state' } } });
  expect(await call(box, 'post', `${event.path}/tickets/${second}/transfer`, { holder: 'Léa Roux' })).toMatchObject({
    body: { holder: 'Léa Roux', replacesTicketId: second },
  });
  const found = body(await call(a.door, 'get', `${event.path}/tickets?search=roux&state=valid`));
  expect(found.items).toMatchObject([{ holder: 'Léa Roux' }]);
});

test('a reprint that is sent twice prints once', async () => {
  const event = await aPublishedEvent(cloud, a);
  const [ticketId, other] = await sold(event, ['Anna', 'Ben']);
  const newTicketId = ticketId?.replace(/.{4}$/, '0000');
  const input = { newTicketId, reason: 'Lost' };
  const answers = await Promise.all(
    [1, 2, 3].map(() => call(box, 'post', `${event.path}/tickets/${ticketId}/reprint`, input)),
  );
  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
  expect(answers[0]?.status).toBe(200);
  expect(await call(box, 'post', `${event.path}/tickets/${other}/reprint`, input)).toMatchObject({
    body: { error: { code: 'repeat-differs' } },
  });
});

test('[OR-5] a cancelled ticket is void and its place is free again', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 2 });
  const [ticketId] = await sold(event, ['Anna', 'Ben']);
  const cancel = await call(box, 'post', `${event.path}/tickets/${ticketId}/cancel`, { reason: 'Ill' });
  expect(cancel).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(body(await call(a.owner, 'get', event.path)).pools).toMatchObject([{ sold: 1 }]);
  const { rows } = await cloud.root.query('select after from app.audit where target = $1', [ticketId]);
  expect(rows).toMatchObject([{ after: { reason: 'Ill', state: 'cancelled' } }]);
});

test('[OR-2] cancelling a guardian names the children who would come alone', async () => {
  const event = await aPublishedEvent(cloud, a);
  const [adult, child] = await sold(event, ['Otto', 'Lena']);
  await cloud.root.query('update app.tickets set guardian_ticket_id = $1 where ticket_id = $2', [adult, child]);
  expect(await call(box, 'post', `${event.path}/tickets/${adult}/cancel`, { reason: 'Ill' })).toMatchObject({
    body: { childrenLeftAlone: [child] },
  });
});

test('tickets are found by the beginning of any word, page by page, and never those of others', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 1_000 });
  await sold(event, ['Žofie Müller', 'Zora Müller', 'Ben Zobel', 'Anna Beck']);
  const search = async (words: string) =>
    (
      body(await call(a.door, 'get', `${event.path}/tickets?search=${encodeURIComponent(words)}`))
        .items as PlainAnswer[]
    )
      .map(item => item.holder)
      .sort();
  expect(await search('zo')).toEqual(['Ben Zobel', 'Zora Müller', 'Žofie Müller']);
  expect(await search('MULLER zo')).toEqual(['Zora Müller', 'Žofie Müller']);
  expect(await search('jonas ann')).toEqual(['Anna Beck']);
  expect(await search('%')).toHaveLength(4);
  expect(foldSearch('%')).toBe('');
  const seen: unknown[] = [];
  let cursor: unknown = null;
  do {
    const page = body(
      await call(a.door, 'get', `${event.path}/tickets?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`),
    );
    seen.push(...(page.items as PlainAnswer[]).map(item => item.ticketId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(4);
  const foreign = `/api/orgs/${b.orgId}/events/${event.eventId}/tickets`;
  expect(await call(b.owner, 'get', foreign)).toMatchObject({ status: 404 });
});

test('a search reads the tickets of one event by an index in the order of the page, also under row-level security', async () => {
  const event = await aPublishedEvent(cloud, a, { capacity: 5_000 });
  const csv = `code,holder\n${Array.from({ length: 4_000 }, (_, index) => `P-${index},Guest ${index}`).join('\n')}\n`;
  const query = `importId=${mintId('ImportId', cloud.deps.randomBytes)}&tierId=${event.tierId}`;
  const headers = { 'content-type': 'text/csv' };
  const imported = await call(a.owner, 'post', `${event.path}/imports?${query}`, csv, { headers });
  expect(imported).toMatchObject({ body: { written: true } });
  await cloud.root.query('analyze app.tickets');
  const client = await cloud.deps.db.connect();
  try {
    await client.query(`begin; select set_config('app.org_id', '${a.orgId}', true)`);
    const { rows } = await client.query(
      `explain select ticket_id from app.tickets where org_id = $1 and event_id = $2
       and strpos(' ' || search_key, ' guest') > 0 order by search_key, ticket_id limit 51`,
      [a.orgId, event.eventId],
    );
    const plan = rows.map(row => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan using tickets_search/);
    expect(plan).not.toMatch(/Seq Scan/);
  } finally {
    await client.query('rollback');
    client.release();
  }
}, 60_000);
