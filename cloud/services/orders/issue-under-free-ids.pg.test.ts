import { afterAll, expect, test } from 'vitest';
import { mintId, type OrderId, type TicketId } from '#shared/kernel/ids.ts';
import { anOrder } from '../../testing/a-published-event.ts';
import { testDatabase } from '../../testing/database.ts';
import { moneyStanding } from '../../testing/money-standing.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { createQuestion } from '../questions/create-question.ts';
import { createTier } from '../tiers/create-tier.ts';
import { approveOrder } from './approve-order.ts';
import { issueOrder } from './issue-order.ts';
import { issueTogether } from './issue-together.ts';
import { placeOrder } from './place-order.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { standing, pool } = moneyStanding(cloud);
const ctx = () => cloud.ctx(cloud.a);
const fresh = () => mintId('TicketId', cloud.deps.randomBytes);

async function rows(text: string, ...values: unknown[]) {
  return (await cloud.root.query(text, values)).rows;
}

const idsOf = async (orderId: OrderId): Promise<TicketId[]> =>
  (await rows('select ticket_id as id from app.tickets where order_id = $1', orderId)).map(({ id }) => id);

test('[OR-24] paid for, a ticket whose id another has gets a new one, and so does what names it', async () => {
  const sale = await shop.aSale();
  const { eventId, tierId, poolId } = sale;
  const child = await createTier(ctx(), eventId, {
    name: 'Child',
    priceMinor: 800,
    poolIds: [poolId],
    child: { childrenPerGuardianMax: 2, guardianTierIds: [tierId] },
  });
  const asks = { label: 'Meal', kind: 'text', per: 'ticket', required: true };
  const { questionId } = await createQuestion(ctx(), eventId, asks);
  const order = (adult: TicketId, own: TicketId) => {
    const answers = (value: string) => [{ questionId, value }];
    const tickets = [
      { ticketId: adult, tierId, answers: answers('fish') },
      { ticketId: own, tierId: child.tierId, guardianTicketId: adult, answers: answers('beans') },
    ];
    return anOrder(cloud, tierId, 0, { tickets });
  };
  const [adult, mine, theirs] = [fresh(), fresh(), fresh()];
  // Neither is paid, so nothing tells the second that the id of its adult will be somebody else's.
  const first = await placeOrder(ctx(), eventId, order(adult, mine));
  const second = await placeOrder(ctx(), eventId, order(adult, theirs));
  for (const { orderId } of [first, second]) {
    await shop.confirm(await shop.start(orderId));
    await shop.deliver();
    expect(await standing(orderId)).toEqual({ state: 'paid', tickets: 2, payments: ['fulfilled'], refunds: [] });
  }
  expect((await idsOf(first.orderId)).sort()).toEqual([adult, mine].sort());
  const [renewed, kept] = await rows(
    `select t.ticket_id as id, t.guardian_ticket_id as guardian, t.code, a.value
     from app.tickets t join app.order_answers a using (org_id, order_id, ticket_id)
     where t.order_id = $1 order by t.tier_id = $2`,
    second.orderId,
    child.tierId,
  );
  expect(renewed).toMatchObject({ id: expect.not.stringContaining(adult), guardian: null, value: 'fish' });
  expect(kept).toMatchObject({ id: theirs, guardian: renewed.id, value: 'beans' });
  expect(await rows('select count(distinct code)::int as codes from app.tickets where event_id = $1', eventId)).toEqual(
    [{ codes: 4 }],
  );
  expect(await pool(poolId)).toEqual({ sold: 4, held: 0 });
  expect((await shop.books())[0]).toBe('whole');
  expect(await rows(`select target, before, after from app.audit where verb = 'order.renew-ids'`)).toEqual([
    { target: second.orderId, before: { ticketIds: [adult] }, after: { ticketIds: [renewed.id] } },
  ]);
});

test('[OR-24] so does one that costs nothing, issued alone, together with others or by its approval', async () => {
  const sale = await shop.aSale({ tier: { priceMinor: 0 } });
  const asksFirst = await shop.aSale({ tier: { priceMinor: 0 }, event: { needsApproval: true } });
  const place = async (ticketId: TicketId, { eventId, tierId } = sale) => {
    const order = anOrder(cloud, tierId, 0, { tickets: [{ ticketId, tierId }] });
    return (await placeOrder(ctx(), eventId, order)).orderId;
  };
  const { keyVault: vault } = cloud.deps;
  const together = (orderId: OrderId) => issueTogether({ ctx: ctx(), vault, eventId: sale.eventId, orderId });
  const id = fresh();
  const [alone, ...others] = [await place(id), await place(id), await place(id), await place(fresh())] as const;
  await issueOrder(ctx(), vault, alone, {});
  // Two that collide with each other as well, beside one that collides with nobody.
  const issued = await Promise.all(others.map(together));
  expect(issued.map(({ state, tickets }) => [state, tickets.length])).toEqual(others.map(() => ['paid', 1]));
  const last = await place(id);
  expect((await issueOrder(ctx(), vault, last, {})).tickets).toHaveLength(1);
  expect(await pool(sale.poolId)).toEqual({ sold: 5, held: 0 });

  const asked = [await place(id, asksFirst), await place(id, asksFirst)] as const;
  for (const orderId of asked)
    expect(await approveOrder(ctx(), vault, orderId)).toMatchObject({ state: 'paid', tickets: [{ state: 'valid' }] });
  const all = await Promise.all([alone, ...others, last, ...asked].map(idsOf));
  expect(new Set(all.flat()).size).toBe(6);
});
