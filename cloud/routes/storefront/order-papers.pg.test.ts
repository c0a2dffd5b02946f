import { afterAll, expect, test } from 'vitest';
import type { OrderId, TicketId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { issueInvoice } from '../../services/documents/issue-invoice.ts';
import { getOrder } from '../../services/orders/get-order.ts';
import { loadOrder } from '../../services/orders/load-order.ts';
import { previewRefund } from '../../services/refunds/preview-refund.ts';
import { cancelTicket } from '../../services/tickets/cancel-ticket.ts';
import { testDatabase } from '../../testing/database.ts';
import { orderPages } from '../../testing/order-pages.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const ctx = () => cloud.ctx(cloud.a);
const sale = await shop.aSale({ event: { feeMode: 'passed-on', feeMinor: 150 } });
const { bought, buyersMay, get, passOn, post } = orderPages(shop, sale);

test('[ML-8] [DO-1] [DO-2] a buyer gives a ticket back for its price, the fee stays, and the credit note names the invoice', async () => {
  const { orderId, path, ticketIds } = await bought(2);
  const [ticketId = '' as TicketId] = ticketIds;
  expect((await post(`${path}/give-back`, { ticketId })).status).toBe(409);
  await buyersMay({ refunds: true });
  const asked = await post(`${path}/give-back`, { ticketId });
  expect(asked.text).toContain('Give back for €28.00');
  expect((await getOrder(ctx(), orderId)).state).toBe('paid');
  const [, refundId = ''] = /name="refundId" value="(rfd_\w+)"/.exec(asked.text) ?? [];
  const form = { refundId, ticketId };
  const answers = await Promise.all([post(`${path}/give-back/confirm`, form), post(`${path}/give-back/confirm`, form)]);
  expect(answers.map(answer => answer.status)).toEqual([303, 303]);
  await shop.deliver();
  const order = await getOrder(ctx(), orderId);
  expect([order.state, order.tickets.map(ticket => ticket.state).sort()]).toEqual([
    'partly-refunded',
    ['refunded', 'valid'],
  ]);
  const page = await get(`${path}?done=given-back`);
  expect(page.text).toMatch(/€28\.00 are on their way back[\s\S]*€28\.00: sent back/);
  // Who only looks ahead at the links of a page takes no number.
  for (const paper of ['invoice.pdf', `credit-notes/${refundId}`])
    expect((await get(`${path}/${paper}`)).status).toBe(404);
  expect((await cloud.root.query('select 1 from app.documents where order_id = $1', [orderId])).rows).toEqual([]);
  expect((await post(`${path}/credit-notes/${refundId}`, {})).status).toBe(200);
  const { rows } = await cloud.root.query(
    `select series, content ->> 'corrects' as corrects, content ->> 'number' as number, (content ->> 'totalMinor')::int as minor
     from app.documents where order_id = $1 order by series desc`,
    [orderId],
  );
  const [invoice] = rows;
  expect(rows).toMatchObject([
    { series: 'invoice', corrects: null, minor: 5_900 },
    { series: 'credit-note', corrects: invoice.number, minor: -2_800 },
  ]);
  await buyersMay({});
});

test('[OR-2] [ML-7] [ML-8] a guardian of a child of another order is named to whoever refunds it, and stays with its buyer', async () => {
  const guardians = await bought(1);
  const [ticketId = '' as TicketId] = guardians.ticketIds;
  const children = await bought(1);
  const [child = '' as TicketId] = children.ticketIds;
  await cloud.root.query('update app.tickets set guardian_ticket_id = $1 where ticket_id = $2', [ticketId, child]);
  const preview = () => previewRefund(ctx(), guardians.orderId, { wish: { kind: 'whole', returnsFee: true } });
  expect((await preview()).childrenLeftAlone).toEqual([child]);
  await buyersMay({ refunds: true });
  expect((await post(`${guardians.path}/give-back`, { ticketId })).status).toBe(409);
  expect((await passOn(guardians.path, ticketId)).status).toBe(409);
  // The child goes first; then nobody is left behind.
  await cancelTicket(ctx(), sale.eventId, child, { reason: 'Ill' });
  expect([
    (await preview()).childrenLeftAlone,
    (await post(`${guardians.path}/give-back`, { ticketId })).status,
  ]).toEqual([[], 200]);
  await buyersMay({});
});

test('[ML-9] the mail can be had again three times an hour and ten times a day, beside the first', async () => {
  const { path } = await bought(1);
  const resend = async () => (await post(`${path}/resend`, {})).status;
  const later = (ms: number) => {
    cloud.clock.now = addMs(cloud.clock.now, ms);
  };
  const start = cloud.clock.now;
  const taken: number[] = [];
  for (let hour = 0; hour < 4; hour++) {
    const answers = [];
    for (let count = 0; count < 4; count++) answers.push(await resend());
    taken.push(answers.filter(status => status === 303).length);
    later(3_600_001);
  }
  expect(taken).toEqual([3, 3, 3, 1]);
  later(3_600_000);
  expect(await resend()).toBe(429);
  later(20 * 3_600_000);
  expect(await resend()).toBe(303);
  cloud.clock.now = start;
});

test('[DO-5] of one link twenty papers a minute are answered, of another one as many beside, and nobody else is held up', async () => {
  const [one, other] = [await bought(1), await bought(1)];
  const ask = async ({ path }: typeof one) => (await get(`${path}/tickets.pdf`)).status;
  const answers = await Promise.all(Array.from({ length: 21 }, () => ask(one)));
  expect(answers.sort()).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  const refused = await post(`${one.path}/invoice.pdf`, {});
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect([await ask(other), (await get(one.path)).status]).toEqual([200, 200]);
  const start = cloud.clock.now;
  cloud.clock.now = addMs(start, 60_000);
  expect(await ask(one)).toBe(200);
  cloud.clock.now = start;
});

test('[DO-2] a paper says for ever what it said, whatever is called otherwise since', async () => {
  const { orderId } = await bought(1);
  const issue = () =>
    withTenant(cloud.deps.db, cloud.a.orgId, async tx =>
      issueInvoice(tx, ctx(), await loadOrder(tx, cloud.a.orgId, orderId, { forUpdate: true })),
    );
  const first = await issue();
  const { rows: before } = await cloud.root.query(
    'select o.name, o.tax_basis_points as tax, e.title, t.name as tier from app.organizations o, app.events e, app.tiers t where o.org_id = $1 and e.event_id = $2 and t.event_id = e.event_id',
    [cloud.a.orgId, sale.eventId],
  );
  const call = (name: string, tax: number, title: string, tier: string) =>
    Promise.all([
      cloud.root.query('update app.organizations set name = $2, tax_basis_points = $3 where org_id = $1', [
        cloud.a.orgId,
        name,
        tax,
      ]),
      cloud.root.query('update app.events set title = $2 where event_id = $1', [sale.eventId, title]),
      cloud.root.query('update app.tiers set name = $2 where event_id = $1', [sale.eventId, tier]),
    ]);
  await call('Another name', 700, 'Another title', 'Another tier');
  expect(await issue()).toEqual(first);
  const [{ name, tax, title, tier }] = before;
  await call(name, tax, title, tier);
});

test('[DO-1] invoices asked for at once are numbered without a gap, one for each order, and one that fails takes no number', async () => {
  const orders = await Promise.all([1, 1, 1, 1].map(() => shop.place(sale, 1)));
  for (const orderId of orders) {
    const started = await shop.start(orderId);
    await shop.confirm(started);
  }
  await shop.deliver();
  const before = await lastNumber();
  const failing = withTenant(cloud.deps.db, cloud.a.orgId, async tx => {
    await issueInvoice(tx, ctx(), await loadOrder(tx, cloud.a.orgId, orders[0] as OrderId, { forUpdate: true }));
    throw new Error('the printer is on fire');
  });
  await expect(failing).rejects.toThrow('on fire');
  const issue = (orderId: OrderId) =>
    withTenant(cloud.deps.db, cloud.a.orgId, async tx =>
      issueInvoice(tx, ctx(), await loadOrder(tx, cloud.a.orgId, orderId, { forUpdate: true })),
    );
  const issued = await Promise.all([...orders, ...orders].map(issue));
  expect(issued.slice(0, 4)).toEqual(issued.slice(4));
  const { rows } = await cloud.root.query(
    `select number, count(*) over () as count from app.documents where series = 'invoice' and org_id = $1 order by number`,
    [cloud.a.orgId],
  );
  expect(rows.map(row => row.number)).toEqual(rows.map((_, index) => index + 1));
  expect(await lastNumber()).toBe(before + 4);
  const gap = cloud.root.query(
    `insert into app.documents (org_id, document_id, series, number, event_id, order_id, content, issued_at)
     select org_id, 'doc_gap', 'invoice', number + 2, event_id, order_id, '{}', issued_at from app.documents order by number desc limit 1`,
  );
  await expect(gap).rejects.toThrow('leaves a gap');
});

test('[DO-1] an invoice says when the order was paid, and nothing of a second payment that went back', async () => {
  const orderId = await shop.place(sale, 1);
  const [first, second] = [await shop.start(orderId, 'element'), await shop.start(orderId, 'hosted')];
  await shop.confirm(first);
  await shop.confirm(second);
  await shop.settle(first);
  const paidAt = cloud.clock.now;
  cloud.clock.now = addMs(paidAt, 3_600_000);
  await shop.settle(second);
  const invoice = await withTenant(cloud.deps.db, cloud.a.orgId, async tx =>
    issueInvoice(tx, ctx(), await loadOrder(tx, cloud.a.orgId, orderId, { forUpdate: true })),
  );
  expect(invoice.paidAt).toBe(paidAt);
});

async function lastNumber(): Promise<number> {
  const { rows } = await cloud.root.query(
    `select coalesce(max(number), 0) as last from app.documents where series = 'invoice'`,
  );
  return rows[0].last;
}
