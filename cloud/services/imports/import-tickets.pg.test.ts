import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { aPublishedEvent } from '../../testing/a-published-event.ts';
import type { PlainAnswer } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, call } = cloud;
const body = (answer: { body: unknown }) => answer.body as PlainAnswer;
const importId = () => mintId('ImportId', cloud.deps.randomBytes);
const post = (path: string, query: string, csv: string, who = a.organizer) =>
  call(who, 'post', `${path}/imports?${query}`, csv, { headers: { 'content-type': 'text/csv' } });
const count = async (eventId: string) =>
  (await cloud.root.query('select count(*)::int as n from app.tickets where event_id = $1', [eventId])).rows[0]?.n;

const mixed = 'code;tier;holder\nA-1;Guest;Anna\nA-1;Guest;Ben\nA-2;Balcony;Cem\n;Guest;Dee\nA-3;guest;Eva\n';

test('[TC-7] a dry run reports, all-or-nothing writes nothing, good rows writes those', async () => {
  const { path, eventId } = await aPublishedEvent(cloud, a);
  const dry = await post(path, `importId=${importId()}&mode=dry-run`, mixed);
  expect(dry).toMatchObject({ status: 200, body: { written: false, rowsGood: 2, rowsBad: 3 } });
  expect(body(dry).badRows).toMatchObject([
    { line: 3, field: 'code', sentence: 'line 2 has the same code' },
    { line: 4, field: 'tier' },
    { line: 5, field: 'code' },
  ]);
  expect(await post(path, `importId=${importId()}`, mixed)).toMatchObject({ body: { written: false } });
  expect(await count(eventId)).toBe(0);
  const id = importId();
  const good = await post(path, `importId=${id}&mode=good-rows&fileName=fair.csv`, mixed);
  expect(good).toMatchObject({ body: { written: true, rowsGood: 2, rowsBad: 3, fileName: 'fair.csv' } });
  expect((await post(path, `importId=${id}&mode=good-rows&fileName=fair.csv`, mixed)).body).toEqual(good.body);
  expect(await count(eventId)).toBe(2);
  expect(body(await call(a.organizer, 'get', `${path}/imports`)).items).toMatchObject([{ importId: id, rowsBad: 3 }]);
  const again = await post(path, `importId=${importId()}`, 'code\nA-3\n');
  expect(body(again).badRows).toMatchObject([{ sentence: 'a ticket of this event has this code already' }]);
});

test('[IN-8] imported tickets take places; more than are left is refused whole', async () => {
  const { path, eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 2 });
  const csv = 'code\nB-1\nB-2\nB-3\n';
  expect(await post(path, `importId=${importId()}&tierId=${tierId}`, csv)).toMatchObject({
    status: 409,
    body: { error: { code: 'sold-out', facts: { left: 2 } } },
  });
  expect(await count(eventId)).toBe(0);
  expect(await post(path, `importId=${importId()}&tierId=${tierId}`, 'code\nB-1\nB-2\n')).toMatchObject({
    body: { written: true },
  });
  expect(body(await call(a.owner, 'get', path)).pools).toMatchObject([{ sold: 2 }]);
});

test('[TC-7] a file whose quotes do not close writes nothing, not even its good rows', async () => {
  const { path, eventId, tierId } = await aPublishedEvent(cloud, a);
  const csv = 'code,holder\nC-1,Anna\nC-2,"Ben\nC-3,Cem\n';
  expect(await post(path, `importId=${importId()}&tierId=${tierId}&mode=good-rows`, csv)).toMatchObject({
    status: 200,
    body: { written: false, rowsGood: 1, badRows: [{ line: 3, field: 'row' }] },
  });
  expect(await count(eventId)).toBe(0);
});

test('ten thousand rows go in at once', async () => {
  const { path, eventId, tierId } = await aPublishedEvent(cloud, a, { capacity: 10_000 });
  const csv = `code\n${Array.from({ length: 10_000 }, (_, index) => `D-${index}`).join('\n')}\n`;
  const answer = await post(path, `importId=${importId()}&tierId=${tierId}`, csv);
  expect(answer).toMatchObject({ status: 200, body: { written: true, rowsGood: 10_000 } });
  expect(await count(eventId)).toBe(10_000);
}, 60_000);

test('a role without the permission imports nothing', async () => {
  const { path } = await aPublishedEvent(cloud, a);
  expect(await post(path, `importId=${importId()}`, 'code\nA\n', a['box-office'])).toMatchObject({ status: 403 });
});
