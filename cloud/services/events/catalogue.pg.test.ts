import { expect, test } from 'vitest';
import { doorEventSchema } from '#shared/catalog/door-event.ts';
import { type EventId, parseId } from '#shared/kernel/ids.ts';
import { anId } from '#shared/testing/an-id.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { anEvent, type PlainAnswer } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { createQuestion } from '../questions/create-question.ts';
import { loadDoorEvent } from './load-door-event.ts';

const cloud = await testApp(await testDatabase());
const { a, b, call } = cloud;
const base = `/api/orgs/${a.orgId}/events`;
const body = (answer: { body: unknown }) => answer.body as PlainAnswer;

test('an event is created once, however often it is sent', async () => {
  const eventId = anId('EventId', 77);
  const input = { ...anEvent(), eventId };
  const first = await call(a.organizer, 'post', base, input);
  expect(first).toMatchObject({ status: 201, body: { eventId, state: 'draft', version: 1, languages: ['en'] } });
  const again = await call(a.organizer, 'post', base, input);
  expect(again.body).toEqual(first.body);
  const other = await call(a.organizer, 'post', base, { ...input, title: 'Other' });
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'repeat-differs' } } });
});

test('[EV-1] bad times are named by their field, in a sentence', async () => {
  const answer = await call(a.organizer, 'post', base, { ...anEvent(), endsAt: anEvent().startsAt });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'bad-input', field: 'endsAt', sentence: 'the event ends after it has started' } },
  });
  expect(await call(a.organizer, 'post', base, { ...anEvent(), titel: 'x' })).toMatchObject({ status: 400 });
});

test('the whole catalogue of an event is made over the API and reaches its doors', async () => {
  const eventId: EventId = parseId('EventId', body(await call(a.owner, 'post', base, anEvent())).eventId);
  const path = `${base}/${eventId}`;
  const post = async (part: string, input: unknown) => {
    const answer = await call(a.organizer, 'post', `${path}/${part}`, input);
    expect(answer.status, answer.text).toBe(201);
    return body(answer);
  };
  const pool = await post('pools', { name: 'House', capacity: 100 });
  const stalls = await post('tiers', { name: 'Stalls', priceMinor: 4200, poolIds: [pool.poolId] });
  const child = await post('tiers', {
    name: 'Child',
    priceMinor: 0,
    poolIds: [pool.poolId],
    child: { childrenPerGuardianMax: 2, guardianTierIds: [stalls.tierId] },
    proof: { kind: 'age', ageMin: null, ageMax: 13, what: null },
  });
  const zone = await post('zones', { name: 'Foyer', capacity: 80 });
  const entrance = await post('checkpoints', { name: 'Entrance', zoneId: zone.zoneId, admitsTierIds: [stalls.tierId] });
  await post('gates', { name: 'Gate 1', checkpointId: entrance.checkpointId });
  await post('questions', {
    label: 'Meal',
    kind: 'choice',
    per: 'ticket',
    choices: ['fish', 'beans'],
    required: true,
    atDoor: true,
  });
  await call(a.owner, 'post', `/api/orgs/${a.orgId}/operators`, { name: 'Ada', role: 'supervisor', pin: '2468' });
  const published = await call(a.organizer, 'post', `${path}/publish`, { version: 1 });
  expect(published).toMatchObject({ status: 200, body: { state: 'published', version: 2 } });

  const detail = body(await call(a.viewer, 'get', path));
  expect(detail).toMatchObject({ pools: [{ sold: 0 }], gates: [{ name: 'Gate 1' }], questions: [{ label: 'Meal' }] });
  const door = await withTenant(cloud.deps.db, a.orgId, tx => loadDoorEvent(tx, a.orgId, eventId));
  expect(doorEventSchema.parse(door)).toEqual(door);
  expect(door).toMatchObject({
    state: 'published',
    tiers: [
      { number: 1, name: 'Stalls', child: null },
      { number: 2, tierId: child.tierId, child: { childrenPerGuardianMax: 2 }, proof: { ageMax: 13 } },
    ],
    checkpoints: [{ entryMode: 're-entry', admitsTierIds: [stalls.tierId] }],
    keys: [{ state: 'valid' }],
    questions: [{ label: 'Meal' }],
    operators: [{ name: 'Ada', role: 'supervisor' }],
  });
  expect(door.operators[0]?.pinHash).toMatch(/^scrypt\$16384\$8\$1\$[\w-]+\$[\w-]+$/);
});

test('parts of another event or organization are not there', async () => {
  const [mine, theirs] = await Promise.all([
    call(a.owner, 'post', base, anEvent()),
    call(b.owner, 'post', `/api/orgs/${b.orgId}/events`, anEvent()),
  ]);
  const pool = body(
    await call(b.owner, 'post', `/api/orgs/${b.orgId}/events/${body(theirs).eventId}/pools`, {
      name: 'P',
      capacity: 1,
    }),
  );
  const foreign = await call(a.owner, 'post', `${base}/${body(mine).eventId}/tiers`, {
    name: 'T',
    priceMinor: 0,
    poolIds: [pool.poolId],
  });
  expect(foreign).toMatchObject({ status: 400, body: { error: { field: 'poolIds' } } });
  expect(await call(a.owner, 'get', `${base}/${body(theirs).eventId}`)).toMatchObject({ status: 404 });
  expect(
    await call(a.owner, 'patch', `${base}/${body(mine).eventId}/pools/${pool.poolId}`, { capacity: 5 }),
  ).toMatchObject({ status: 404 });
});

test('an edit of an older version is a conflict; [EV-2] a cancelled event is not edited', async () => {
  const event = body(await call(a.owner, 'post', base, anEvent()));
  const path = `${base}/${event.eventId}`;
  expect(await call(a.owner, 'patch', path, { version: 1, title: 'Was ihr wollt' })).toMatchObject({ status: 200 });
  expect(await call(a.owner, 'patch', path, { version: 1, title: 'Other' })).toMatchObject({ status: 409 });
  expect(await call(a.owner, 'post', `${path}/cancel`, { version: 2, reason: 'Ill' })).toMatchObject({ status: 200 });
  for (const [method, sub, input] of [
    ['patch', '', { version: 3, title: 'Other' }],
    ['post', '/pools', { name: 'P', capacity: 1 }],
    ['post', '/zones', { name: 'Z' }],
  ] as const)
    expect(await call(a.owner, method, path + sub, input)).toMatchObject({
      status: 409,
      body: { error: { code: 'event-locked' } },
    });
});

test('events are listed by start, a page at a time', async () => {
  const seen: unknown[] = [];
  let cursor: unknown = null;
  do {
    const page = body(await call(a.viewer, 'get', `${base}?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`));
    seen.push(...(page.items as PlainAnswer[]).map(item => item.eventId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  const { rows } = await cloud.root.query('select event_id from app.events where org_id = $1', [a.orgId]);
  expect(new Set(seen).size).toBe(rows.length);
  expect(await call(a.viewer, 'get', `${base}?cursor=nonsense`)).toMatchObject({ status: 400 });
});

test('[TC-3] keys rotate, and a withdrawn one is told to the doors', async () => {
  const event = body(await call(a.owner, 'post', base, anEvent()));
  const eventId = parseId('EventId', event.eventId);
  const path = `${base}/${eventId}/keys`;
  const rotated = body(await call(a.owner, 'post', `${path}/rotate`, {}));
  expect(rotated.items).toMatchObject([{ state: 'retired' }, { state: 'active' }]);
  const [old] = rotated.items as PlainAnswer[];
  await call(a.owner, 'post', `${path}/${old?.keyId}/withdraw`, { reason: 'Lost' });
  const door = await withTenant(cloud.deps.db, a.orgId, tx => loadDoorEvent(tx, a.orgId, eventId));
  expect(door.keys.map(key => key.state).sort()).toEqual(['valid', 'withdrawn']);
  const { rows } = await cloud.root.query('select private_key_sealed from app.event_keys');
  expect(rows.every(row => row.private_key_sealed.length === 61)).toBe(true);
  expect(await call(a.door, 'get', path)).toMatchObject({ status: 403 });
});

test('[CK-13] a rule is refused where it is written, not at the door; answers it reads travel with the tickets', async () => {
  const { eventId, path, tierId } = await aPublishedEvent(cloud, a);
  const question = await createQuestion(cloud.ctx(a), eventId, { label: 'Crew?', kind: 'consent', per: 'ticket' });
  const order = anOrder(cloud, tierId, 1);
  const answers = [{ questionId: question.questionId, value: 'yes' }];
  await placeOrder(cloud.ctx(a), eventId, { ...order, tickets: [{ tierId, answers }] });
  await issueOrder(cloud.ctx(a), cloud.deps.keyVault, order.orderId, {});
  const answersAtDoor = async () =>
    (await cloud.root.query('select answers from app.tickets where event_id = $1', [eventId])).rows[0]?.answers;
  expect(await answersAtDoor()).toEqual({});

  const write = (rule: unknown) => call(a.owner, 'post', `${path}/checkpoints`, { name: 'Stage door', rule });
  const deep = JSON.parse(`${'{"kind":"not","rule":'.repeat(3_000)}{"kind":"all","of":[]}${'}'.repeat(3_000)}`);
  for (const bad of [
    { kind: 'tier-is', tierIds: [anId('TierId', 900)] },
    { kind: 'answer-is', questionId: anId('QuestionId', 900), value: 'yes' },
    { kind: 'time-after', at: 'soon' },
    deep,
  ])
    expect(await write(bad)).toMatchObject({ status: 400, body: { error: { field: 'rule' } } });
  const made = await write({ kind: 'answer-is', questionId: question.questionId, value: 'yes' });
  expect(made.status).toBe(201);
  expect(await answersAtDoor()).toEqual({ [question.questionId]: 'yes' });
  const checkpoint = `${path}/checkpoints/${body(made).checkpointId}`;
  expect(await call(a.owner, 'patch', checkpoint, { version: 1, rule: null })).toMatchObject({ status: 200 });
  expect(await answersAtDoor()).toEqual({});
});
