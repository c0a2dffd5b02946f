import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { mirrorTicketSchema } from '#shared/admission/mirror.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { parseTicketCode } from '#shared/tickets/ticket-code.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import type { PlainAnswer } from '../../testing/an-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { endEvents } from '../events/end-events.ts';
import { createQuestion } from '../questions/create-question.ts';
import { createTier } from '../tiers/create-tier.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a, b, call } = cloud;
const body = (answer: { body: unknown }) => answer.body as PlainAnswer;
const orderPath = (orderId: string) => `/api/orgs/${a.orgId}/orders/${orderId}`;

test('[PR-4] [TC-1] [TC-3] a free order is quoted, held and issued, and its codes verify with the public key', async () => {
  const { path, tierId, eventId, event } = await aPublishedEvent(cloud, a);
  const quote = await call(a['box-office'], 'post', `${path}/quotes`, { lines: [{ tierId, quantity: 2 }] });
  expect(quote).toMatchObject({ status: 200, body: { totalMinor: 0, free: true, lines: [{ quantity: 2 }] } });
  const order = anOrder(cloud, tierId, 2);
  const placed = await call(a['box-office'], 'post', `${path}/orders`, order);
  expect(placed).toMatchObject({ status: 201, body: { state: 'awaiting-payment', tickets: [] } });
  const issued = await call(a['box-office'], 'post', `${orderPath(order.orderId)}/issue`, {});
  expect(issued).toMatchObject({ status: 200, body: { state: 'paid', holdLapsesAt: null, totalMinor: 0 } });
  const again = await call(a['box-office'], 'post', `${orderPath(order.orderId)}/issue`, {});
  expect(again.body).toEqual(issued.body);

  const [key] = body(await call(a.owner, 'get', `${path}/keys`)).items as { publicKey: string; tickets: number }[];
  expect(key?.tickets).toBe(2);
  for (const { ticketId } of body(issued).tickets as { ticketId: string }[]) {
    const { code } = body(await call(a['box-office'], 'get', `${path}/tickets/${ticketId}/code`));
    const parsed = parseTicketCode(String(code));
    if (parsed.kind !== 'code') throw new Error('a code of ours');
    expect(parsed.code).toMatchObject({ ticketId, eventRef: event.ref, tierNumber: 1 });
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(key?.publicKey ?? '', 'base64url'),
    ]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, parsed.message, publicKey, parsed.signature)).toBe(true);
    const qr = await call(a['box-office'], 'get', `${path}/tickets/${ticketId}/qr.svg`);
    expect(qr.headers.get('content-type')).toBe('image/svg+xml');
    expect(qr.text).toMatch(/^<svg /);
  }
  const { rows } = await cloud.root.query('select mirror from app.tickets where event_id = $1', [eventId]);
  for (const { mirror } of rows)
    expect(mirrorTicketSchema.parse(JSON.parse(mirror))).toMatchObject({
      orderState: 'paid',
      orderSize: 2,
      searchKey: expect.stringContaining('jonas'),
    });
});

test('[OR-8] what costs something is given away by those who may, with a reason', async () => {
  const { path, tierId } = await aPublishedEvent(cloud, a, { tier: { priceMinor: 4200 } });
  const order = anOrder(cloud, tierId, 1);
  await call(a['box-office'], 'post', `${path}/orders`, order);
  const issue = (who: (typeof a)['box-office'], input: object) =>
    call(who, 'post', `${orderPath(order.orderId)}/issue`, input);
  expect(await issue(a['box-office'], {})).toMatchObject({ status: 409, body: { error: { code: 'wrong-state' } } });
  expect(await issue(a['box-office'], { comp: { reason: ' ' } })).toMatchObject({ status: 400 });
  expect(await issue(a.door, { comp: { reason: 'Press' } })).toMatchObject({ status: 403 });
  expect(await issue(a['box-office'], { comp: { reason: 'Press' } })).toMatchObject({
    status: 200,
    body: { state: 'paid', channel: 'comp', compReason: 'Press', totalMinor: 0, quote: { totalMinor: 4200 } },
  });
});

test('[OR-2] a child needs a guardian of the order or a named one, at most so many for each', async () => {
  const { path, tierId, poolId, eventId } = await aPublishedEvent(cloud, a);
  const child = await createTier(cloud.ctx(a), eventId, {
    name: 'Child',
    priceMinor: 0,
    poolIds: [poolId],
    child: { childrenPerGuardianMax: 2, guardianTierIds: [tierId] },
  });
  const place = (tickets: object[]) =>
    call(a['box-office'], 'post', `${path}/orders`, { ...anOrder(cloud, tierId, 0), tickets });
  const kid = { tierId: child.tierId, holder: 'Mia' };
  expect(await place([kid])).toMatchObject({ status: 409, body: { error: { code: 'guardian-missing' } } });
  expect(await place([{ tierId }, kid, kid, kid])).toMatchObject({ body: { error: { code: 'guardian-ratio' } } });
  const adultId = mintId('TicketId', cloud.deps.randomBytes);
  const family = body(await place([kid, { tierId, ticketId: adultId }]));
  const issued = body(await call(a['box-office'], 'post', `${orderPath(String(family.orderId))}/issue`, {}));
  const tickets = issued.tickets as PlainAnswer[];
  expect(tickets.find(ticket => ticket.tierId === child.tierId)?.guardianTicketId).toBe(adultId);
  expect(await place([{ ...kid, guardianTicketId: adultId }])).toMatchObject({ status: 201 });
  const second = await place([
    { ...kid, guardianTicketId: adultId },
    { ...kid, guardianTicketId: adultId },
  ]);
  expect(second).toMatchObject({ status: 409, body: { error: { code: 'guardian-ratio' } } });
});

test('[OR-3] ages are judged on the event’s local date, and the date of birth is not kept', async () => {
  const { path, tierId } = await aPublishedEvent(cloud, a, {
    tier: { proof: { kind: 'age', ageMin: null, ageMax: 11, what: null } },
  });
  const place = (bornOn: string | undefined, over: object = {}) =>
    call(a['box-office'], 'post', `${path}/orders`, {
      ...anOrder(cloud, tierId, 0, over),
      tickets: [{ tierId, bornOn }],
    });
  expect(await place('2014-11-22')).toMatchObject({
    status: 409,
    body: { error: { code: 'age-limit', field: 'tickets.0.bornOn' } },
  });
  expect(await place('2014-11-23')).toMatchObject({ status: 201 });
  expect(await place(undefined)).toMatchObject({ status: 409, body: { error: { code: 'birth-date-missing' } } });
  expect(await place(undefined, { channel: 'box-office' })).toMatchObject({ status: 201 });
  const { rows } = await cloud.root.query("select 1 from app.orders where drafts::text like '%2014-11-23%'");
  expect(rows).toEqual([]);
});

test('[OR-4] answers are kept when they were asked for, and only then', async () => {
  const { path, tierId, eventId } = await aPublishedEvent(cloud, a, { event: { collectsPhone: 'required' } });
  const meal = await createQuestion(cloud.ctx(a), eventId, {
    label: 'Meal',
    kind: 'choice',
    choices: ['fish', 'beans'],
    per: 'ticket',
    required: true,
    atDoor: true,
  });
  const stray = mintId('QuestionId', cloud.deps.randomBytes);
  const place = (value: string | null, over: object = {}) =>
    call(a['box-office'], 'post', `${path}/orders`, {
      ...anOrder(cloud, tierId, 0),
      buyer: {
        name: 'Jonas Beck',
        phone: '+43 660 1234567',
        address: { street: 's', postalCode: '1', city: 'c', country: 'AT' },
      },
      tickets: [
        {
          tierId,
          answers: [
            ...(value === null ? [] : [{ questionId: meal.questionId, value }]),
            { questionId: stray, value: 'x' },
          ],
        },
      ],
      ...over,
    });
  expect(await place('stew')).toMatchObject({ status: 400, body: { error: { field: meal.questionId } } });
  expect(await place(null)).toMatchObject({ status: 409, body: { error: { code: 'answer-missing' } } });
  expect(await place('fish', { buyer: { name: 'No phone' } })).toMatchObject({ status: 409 });
  const placed = await place('fish');
  expect(placed).toMatchObject({ status: 201, body: { buyer: { phone: '+43 660 1234567', address: null } } });
  const { rows } = await cloud.root.query('select question_id, value from app.order_answers where event_id = $1', [
    eventId,
  ]);
  expect(rows).toEqual([{ question_id: meal.questionId, value: 'fish' }]);
  const atTill = body(await place(null, { channel: 'box-office' }));
  const issued = body(await call(a['box-office'], 'post', `${orderPath(String(atTill.orderId))}/issue`, {}));
  expect(issued.tickets).toMatchObject([{ missingAnswers: [meal.questionId] }]);
});

test('[OR-1] orders that need approval wait for it; a free one is then issued at once', async () => {
  const { path, tierId } = await aPublishedEvent(cloud, a, { event: { needsApproval: true } });
  const order = anOrder(cloud, tierId, 1);
  expect(await call(a['box-office'], 'post', `${path}/orders`, order)).toMatchObject({
    body: { state: 'awaiting-approval' },
  });
  expect(await call(a['box-office'], 'post', `${orderPath(order.orderId)}/issue`, {})).toMatchObject({ status: 409 });
  expect(await call(a['box-office'], 'post', `${orderPath(order.orderId)}/approve`)).toMatchObject({ status: 403 });
  expect(await call(a.organizer, 'post', `${orderPath(order.orderId)}/approve`)).toMatchObject({
    status: 200,
    body: { state: 'paid', tickets: [{ state: 'valid' }] },
  });
  const cancel = await call(a['box-office'], 'post', `${orderPath(order.orderId)}/cancel`, { reason: 'x' });
  expect(cancel).toMatchObject({ status: 409, body: { error: { code: 'wrong-state' } } });
});

test('[OR-1] an order nobody paid for is given up, and its places are free again', async () => {
  const { path, tierId, poolId } = await aPublishedEvent(cloud, a, { tier: { priceMinor: 100 } });
  const order = anOrder(cloud, tierId, 3);
  await call(a['box-office'], 'post', `${path}/orders`, order);
  const cancel = () =>
    call(a['box-office'], 'post', `${orderPath(order.orderId)}/cancel`, { reason: 'Changed their mind' });
  expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled', holdLapsesAt: null } });
  expect(await cancel()).toMatchObject({ status: 200 });
  expect(body(await call(a.owner, 'get', path)).pools).toMatchObject([{ poolId, held: 0, sold: 0 }]);
});

test('a draft is not on sale, and neither is what its sale window or limits exclude', async () => {
  const open = await aPublishedEvent(cloud, a, {
    tier: { saleClosesAt: '2026-11-22T11:00:00Z' },
  });
  const late = await call(a['box-office'], 'post', `${open.path}/orders`, anOrder(cloud, open.tierId, 1));
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'not-on-sale' } } });
  const few = await aPublishedEvent(cloud, a, { tier: { orderMax: 2 } });
  const many = await call(a['box-office'], 'post', `${few.path}/orders`, anOrder(cloud, few.tierId, 3));
  expect(many).toMatchObject({ status: 409, body: { error: { code: 'over-order-limit' } } });
});

test('[EV-6] [EV-7] nothing is sold once an event is over, and it ends by itself when its night is', async () => {
  const { eventId, tierId, path } = await aPublishedEvent(cloud, a);
  const at = (now: string) => ({ ...cloud.ctx(a), now: parseInstant(now) });
  const late = at('2026-11-22T21:15:00Z');
  await expect(placeOrder(late, eventId, anOrder(cloud, tierId, 1))).rejects.toMatchObject({ code: 'not-on-sale' });
  await endEvents(at('2026-11-23T04:59:00Z'));
  expect(await call(a.owner, 'get', path)).toMatchObject({ body: { state: 'published' } });
  await endEvents(at('2026-11-23T05:00:00Z'));
  expect(await call(a.owner, 'get', path)).toMatchObject({ body: { state: 'ended' } });
  expect(await call(a.owner, 'patch', path, { version: 3, title: 'x' })).toMatchObject({ status: 409 });
});

test('an order of another organization is not there', async () => {
  const { path, tierId } = await aPublishedEvent(cloud, a);
  const order = anOrder(cloud, tierId, 1);
  await call(a['box-office'], 'post', `${path}/orders`, order);
  for (const [method, sub, input] of [
    ['get', '', undefined],
    ['post', '/issue', {}],
    ['post', '/cancel', { reason: 'x' }],
  ] as const)
    expect(await call(b.owner, method, `/api/orgs/${b.orgId}/orders/${order.orderId}${sub}`, input)).toMatchObject({
      status: 404,
    });
});

test('[EV-5] a tier that was ordered is archived, not removed', async () => {
  const { path, tierId } = await aPublishedEvent(cloud, a);
  await call(a['box-office'], 'post', `${path}/orders`, anOrder(cloud, tierId, 1));
  expect(await call(a.owner, 'delete', `${path}/tiers/${tierId}`)).toMatchObject({ status: 409 });
  expect(await call(a.owner, 'patch', `${path}/tiers/${tierId}`, { version: 1, archived: true })).toMatchObject({
    status: 200,
    body: { archived: true },
  });
  expect(await call(a['box-office'], 'post', `${path}/orders`, anOrder(cloud, tierId, 1))).toMatchObject({
    status: 409,
  });
});
