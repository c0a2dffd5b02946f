import { afterAll, expect, test } from 'vitest';
import { mintId, type TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { getOrder } from '../../services/orders/get-order.ts';
import { orderLink, ticketLink } from '../../services/orders/order-link.ts';
import { resendOrder } from '../../services/orders/resend-order.ts';
import { reprintTicket } from '../../services/tickets/reprint-ticket.ts';
import { transferTicket } from '../../services/tickets/transfer-ticket.ts';
import { testDatabase } from '../../testing/database.ts';
import { orderPages } from '../../testing/order-pages.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { linkSecret, keyVault, randomBytes } = cloud.deps;
const ctx = () => cloud.ctx(cloud.a);
const sale = await shop.aSale();
const { eventId } = sale;
const { bought, buyersMay, codeOf, get, mailsTo, passOn, pathOf, post } = orderPages(shop, sale);

test('[ML-4] the link opens the order, its codes and papers; anything else answers as if nothing were there', async () => {
  const { orderId, path, ticketIds } = await bought();
  const page = await get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Ticket 1 of 2');
  expect(page.text.match(/<svg /g)).toHaveLength(2);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect((await get(`${path}/tickets/${ticketIds[0]}`)).text).toContain('<svg ');
  expect((await get(`${path}/calendar.ics`)).text).toContain('BEGIN:VEVENT');
  const pdf = await get(`${path}/tickets.pdf`);
  expect([pdf.status, pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  const other = await bought(1);
  const changed = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`;
  const unknown = `/o/alpha/orders/${orderLink(linkSecret, cloud.a.orgId, mintId('OrderId', randomBytes))}`;
  const answers = await Promise.all(
    [
      changed,
      unknown,
      path.replace('/o/alpha', '/o/beta'),
      `${path}/tickets/${other.ticketIds[0]}`,
      pathOf(orderId, 2),
    ].map(get),
  );
  expect(answers.map(answer => answer.status)).toEqual([404, 404, 404, 404, 404]);
  expect(answers[0]?.text).toBe(answers[1]?.text);
});

test('[ML-4] [OR-5] an organizer sends the mail again; another address or a word of theirs ends every earlier link', async () => {
  const { orderId, path } = await bought(1);
  await resendOrder(ctx(), orderId, {});
  expect((await get(path)).status).toBe(200);
  await resendOrder(ctx(), orderId, { to: 'jonas.beck@example.org' });
  expect((await get(path)).status).toBe(404);
  expect((await get(pathOf(orderId, 2))).status).toBe(200);
  await expect(resendOrder(cloud.ctx(cloud.a, 'viewer'), orderId, {})).rejects.toMatchObject({ code: 'forbidden' });
});

test('[ML-5] a link acts in its own order alone, and nobody but its holder acts by it', async () => {
  const mine = await bought(1);
  const theirs = await bought(1);
  const [ticketId = ''] = theirs.ticketIds;
  expect((await post(`${mine.path}/name`, { ticketId, holder: 'Mallory' })).status).toBe(404);
  expect((await passOn(mine.path, ticketId)).status).toBe(404);
  expect((await post(`${mine.path}/give-back`, { ticketId })).status).toBe(404);
  const order = await getOrder(ctx(), theirs.orderId);
  expect(order.tickets.map(({ state, holder }) => [state, holder])).toEqual([['valid', 'Guest 1']]);
});

test('[ML-6] a name is changed until the cut-off, and what was typed stays when it cannot be', async () => {
  const { orderId, path, ticketIds } = await bought(1);
  const [ticketId = ''] = ticketIds;
  const code = await codeOf(ticketId as TicketId);
  const saved = await post(`${path}/name`, { ticketId, holder: 'Zoë Beck' });
  expect([saved.status, saved.headers.get('location')]).toEqual([303, `${path}?done=renamed`]);
  expect((await get(`${path}?done=renamed`)).text).toContain('The name is saved.');
  expect((await getOrder(ctx(), orderId)).tickets[0]?.holder).toBe('Zoë Beck');
  expect(await codeOf(ticketId as TicketId)).toBe(code);
  const wrong = async (holder: string) => (await post(`${path}/name`, { ticketId, holder })).text;
  expect((await post(`${path}/name`, { ticketId, holder: ' ' })).status).toBe(400);
  expect(await wrong(' ')).toContain('Please fill this in.');
  expect(await wrong('x'.repeat(201))).toContain('At most 200 characters, please.');
  expect(await wrong('Jo\u0000nas')).toContain('Part of this cannot be kept.');
  await buyersMay({ namesUntil: addMs(cloud.clock.now, -1) });
  const late = await post(`${path}/name`, { ticketId, holder: 'Too Late' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('Ask the organizer.');
  await buyersMay({});
});

test('[OR-5] [ML-7] [CK-4] a ticket passed on has a new code at once, seen by its new holder alone; pressed twice it is done once', async () => {
  const { orderId, path, ticketIds } = await bought(2);
  const [ticketId = '' as TicketId] = ticketIds;
  const newTicketId = mintId('TicketId', randomBytes);
  const [one, two] = await Promise.all([
    passOn(path, ticketId, { newTicketId }),
    passOn(path, ticketId, { newTicketId }),
  ]);
  expect([one.status, two.status]).toEqual([303, 303]);
  const states = (await getOrder(ctx(), orderId)).tickets.map(ticket => [ticket.ticketId, ticket.state]);
  expect(Object.fromEntries(states)).toMatchObject({ [ticketId]: 'replaced', [newTicketId]: 'valid' });
  expect(states).toHaveLength(3);
  expect(await codeOf(newTicketId)).not.toBe(await codeOf(ticketId));
  const page = await get(`${path}?done=passed-on&ticket=${newTicketId}`);
  expect(page.text).toContain('Passed on to lea@example.org');
  expect(page.text.match(/<svg /g)).toHaveLength(1);
  expect((await get(`${path}/tickets/${newTicketId}`)).status).toBe(404);
  expect(await mailsTo('lea@example.org')).toMatchObject([
    { kind: 'ticket-transferred', about: { ticketId: newTicketId } },
  ]);
  const holders = `/o/alpha/orders/${ticketLink(linkSecret, cloud.a.orgId, eventId, newTicketId)}`;
  const theirs = await get(holders);
  expect(theirs.text.match(/<svg /g)).toHaveLength(1);
  expect(theirs.text).not.toMatch(/jonas@example\.org|Invoice|Give tickets back/);
  expect((await post(`${holders}/invoice.pdf`, {})).status).toBe(404);
  expect((await passOn(holders, newTicketId, { toEmail: 'mia@example.org' })).status).toBe(303);
  expect((await get(holders)).text).toContain('has been replaced or passed on');
  const after = await get(path);
  expect(after.text).toContain('Passed on to lea@example.org');
  expect(after.text).not.toContain('mia@example.org');
});

test('[ML-7] what was passed on stays the holder’s when it is printed anew, and an organizer may pass on by mail too', async () => {
  const { path, ticketIds } = await bought(1);
  const [ticketId = '' as TicketId] = ticketIds;
  const moved = await transferTicket(ctx(), keyVault, eventId, ticketId, {
    holder: 'Ida Roth',
    email: 'ida@example.org',
  });
  await reprintTicket(ctx(), keyVault, eventId, moved.ticketId, { reason: 'Lost' });
  const page = await get(path);
  expect(page.text).toContain('Passed on to ida@example.org');
  expect(page.text).not.toContain('<svg ');
  expect(await mailsTo('ida@example.org')).toMatchObject([{ kind: 'ticket-transferred' }]);
});

test('[ML-7] a ticket that was used, and every ticket after the doors, is passed on no more', async () => {
  const { path, ticketIds } = await bought(2);
  const [used = '', other = ''] = ticketIds;
  await cloud.root.query(
    `insert into app.scans (org_id, event_id, scan_id, ticket_id, checkpoint_id, kind, at, told_at, verdict, via, direction, mode, received_at)
     values ($1, $2, 'op_1', $3, 'chk_1', 'in', $4, $4, 'admit', 'scan', 'in', 'admit', $4)`,
    [cloud.a.orgId, eventId, used, cloud.clock.now],
  );
  expect((await get(path)).text).toContain('Used 22 November');
  expect((await passOn(path, used)).status).toBe(409);
  expect((await passOn(path, other, { toEmail: 'nobody' })).text).toContain(
    'Please check this address: like anna@example.org',
  );
  await buyersMay({ transfersUntil: cloud.clock.now });
  expect((await passOn(path, other)).status).toBe(409);
  await buyersMay({});
});

test('[ML-14] an order that can be paid leads to its payment; one for an evening that is over or cancelled calls no ticket good', async () => {
  const night = await shop.aSale();
  const orderId = await shop.place(night, 1);
  const path = pathOf(orderId);
  const unpaid = (await get(path)).text;
  expect(unpaid).toContain('Your places are kept until');
  expect(unpaid).toContain(`href="${path.replace('/orders/', '/pay/')}">Go on to payment</a>`);
  await shop.confirm(await shop.start(orderId));
  await shop.deliver();
  expect((await get(path)).text).toMatch(/Good for entry.*Add to calendar/s);

  const { now } = cloud.clock;
  cloud.clock.now = night.event.endsAt;
  const over = (await get(path)).text;
  cloud.clock.now = now;
  expect(over).toContain('This event is over.');
  expect(over).not.toMatch(/Good for entry|Add to calendar/);
  expect(over).toContain('<svg ');

  const cancelled = await cloud.call(cloud.a.owner, 'post', `${night.path}/cancel`, { version: 2, reason: 'ill' });
  expect(cancelled.status).toBe(200);
  const off = (await get(path)).text;
  expect(off).toContain('This event is cancelled.');
  expect(off).not.toMatch(/Good for entry|<svg |Add to calendar/);
});
