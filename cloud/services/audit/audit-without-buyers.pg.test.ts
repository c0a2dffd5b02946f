import { afterAll, expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { orderPages } from '../../testing/order-pages.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { approveOrder } from '../orders/approve-order.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { resendOrder } from '../orders/resend-order.ts';
import { giveBackOrder } from '../shop/give-back-order.ts';
import { cancelTicket } from '../tickets/cancel-ticket.ts';
import { editTicket } from '../tickets/edit-ticket.ts';
import { reprintTicket } from '../tickets/reprint-ticket.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { keyVault, randomBytes } = cloud.deps;
const ctx = () => cloud.ctx(cloud.a);
const buyer = {
  name: 'Zelda Quist',
  email: 'zelda.quist@example.org',
  phone: '+43 660 7654321',
  address: { street: 'Quistgasse 7', postalCode: '1010', city: 'Wien', country: 'AT' },
  language: 'de',
};
const persons = /quist|zelda|7654321|Xaver|Yara|Umberto|Guest \d|wheelchair/i;

test('[AU-1] a story of sales, refunds and tickets leaves every verb in the audit log, and no name, address or number of a buyer or holder', async () => {
  const sale = await shop.aSale();
  const free = await shop.aSale({ tier: { priceMinor: 0 } });
  const { buyersMay, pathOf, post, passOn } = orderPages(shop, sale);
  await buyersMay({ refunds: true });

  const paid = await shop.place(sale, 3, { buyer });
  await shop.confirm(await shop.start(paid));
  await shop.deliver();
  const path = pathOf(paid);
  const { rows } = await cloud.root.query('select ticket_id as id from app.tickets where order_id = $1', [paid]);
  const [first, second, third] = rows.map(({ id }) => id);
  const done = [
    await post(`${path}/name`, { ticketId: first, holder: 'Xaver Holm' }),
    await passOn(path, second, { toName: 'Yara Quist', toEmail: 'yara.quist@example.org' }),
    await post(`${path}/give-back/confirm`, { ticketId: third, refundId: mintId('RefundId', randomBytes) }),
  ];
  expect(done.map(({ status }) => status)).toEqual([303, 303, 303]);
  await editTicket(ctx(), sale.eventId, first, { holder: 'Xaver Quist', attention: 'comes in a wheelchair' });
  const { ticketId } = await reprintTicket(ctx(), keyVault, sale.eventId, first, { reason: 'Lost' });
  const moved = await transferTicket(ctx(), keyVault, sale.eventId, ticketId, {
    holder: 'Umberto Quist',
    email: 'umberto.quist@example.org',
  });
  await cancelTicket(ctx(), sale.eventId, moved.ticketId, { reason: 'Ill' });
  await resendOrder(ctx(), paid, { to: 'zelda@quist.example.org' });

  const cancelled = await shop.place(sale, 1, { buyer });
  await cancelOrder(ctx(), cancelled, { reason: 'Changed their mind' });
  await giveBackOrder(cloud.ctx(cloud.a, { kind: 'buyer' }), await shop.place(sale, 1, { buyer }));
  const given = anOrder(cloud, free.tierId, 1, { buyer });
  await placeOrder(ctx(), free.eventId, given);
  await issueOrder(ctx(), keyVault, given.orderId, {});

  const asking = await shop.aSale({ event: { needsApproval: true } });
  await approveOrder(ctx(), keyVault, await shop.place(asking, 1, { buyer }));

  const log = await cloud.root.query('select verb, before::text, after::text from app.audit order by org_id, seq');
  expect(log.rows.filter(({ before, after }) => persons.test(`${before} ${after}`))).toEqual([]);
  const verbs = new Set(log.rows.map(({ verb }) => verb));
  for (const verb of ['place', 'cancel', 'give-back', 'issue', 'approve', 'resend'])
    expect(verbs).toContain(`order.${verb}`);
  for (const verb of ['rename', 'pass-on', 'give-back', 'edit', 'reprint', 'transfer', 'cancel'])
    expect(verbs).toContain(`ticket.${verb}`);
});
