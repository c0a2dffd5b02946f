import { expect, test } from 'vitest';
import { languages } from '#shared/catalog/languages.ts';
import type { OrderId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { mails } from '../../db/tables/mail.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { lapseHoldsJob } from '../../jobs/lapse-holds.ts';
import { anOrder, aPublishedEvent, type PublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { cancelEvent } from '../events/cancel-event.ts';
import { editEvent } from '../events/edit-event.ts';
import { lapseDueHolds } from '../holds/lapse-due-holds.ts';
import { loadLetter } from '../mail/load-letter.ts';
import { approveOrder } from './approve-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { placeOrder } from './place-order.ts';

const cloud = await testApp(await testDatabase());
const { a } = cloud;
const before = cloud.clock.now;
const { keyVault } = cloud.deps;

/** The clock stands where the event ends; whoever asks now asks after the deadline. */
const later = (event: PublishedEvent) => ({ ...cloud.ctx(a), now: event.event.endsAt });

async function asking(over: object = {}): Promise<PublishedEvent> {
  cloud.clock.now = before;
  return aPublishedEvent(cloud, a, { event: { needsApproval: true, ...over } });
}

async function asked({ eventId, tierId }: PublishedEvent, email: string, language = 'en'): Promise<OrderId> {
  const order = anOrder(cloud, tierId, 2);
  await placeOrder(cloud.ctx(a), eventId, { ...order, buyer: { ...order.buyer, email, language } });
  return order.orderId;
}

/** The clock's job, as the worker runs it. */
async function lapse({ event }: PublishedEvent): Promise<void> {
  await lapseHoldsJob.run({ ...cloud.jobDeps, now: () => event.endsAt }, {});
}

async function lettersAbout(orderId: OrderId): Promise<readonly { kind: string; undecided: boolean; text: string }[]> {
  const ctx = cloud.ctx(a);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const rows = (await tx.select().from(mails)).filter(mail => mail.orderId === orderId);
    const told = [];
    for (const mail of rows) {
      const { text } = cloud.jobDeps.pressLetter(await loadLetter(tx, ctx, cloud.jobDeps, mail));
      told.push({ kind: mail.kind, undecided: 'undecided' in mail.about, text });
    }
    return told;
  });
}

const stateOf = async (orderId: OrderId) =>
  (await cloud.root.query('select state from app.orders where order_id = $1', [orderId])).rows[0]?.state;

const poolOf = async ({ poolId }: PublishedEvent) =>
  (await cloud.root.query('select sold, held from app.pools where pool_id = $1', [poolId])).rows[0];

test('[OR-18] whoever nobody answered is told once, in their language, however often the clock’s job runs', async () => {
  const event = await asking();
  const orderIds = new Map<string, OrderId>();
  for (const language of languages) orderIds.set(language, await asked(event, `${language}@example.org`, language));
  const nameless = await asked(event, '');
  await Promise.all([lapse(event), lapse(event), lapse(event)]);
  await lapse(event);
  const words = {
    en: 'did not answer your request for Twelfth Night before it was over',
    de: 'bis zum Ende der Veranstaltung nicht beantwortet',
    fr: 'n’a pas répondu à votre demande',
    es: 'no ha respondido a su solicitud',
    ar: 'لم يُجب المنظم عن طلبك',
  };
  for (const language of languages) {
    const orderId = orderIds.get(language) ?? nameless;
    const letters = await lettersAbout(orderId);
    expect(letters).toMatchObject([{ kind: 'order-declined', undecided: true }]);
    expect(letters[0]?.text).toContain(words[language]);
    expect(await stateOf(orderId)).toBe('cancelled');
  }
  expect(await lettersAbout(nameless)).toEqual([]);
  expect(await poolOf(event)).toEqual({ sold: 0, held: 0 });
});

test('[OR-18] a decision and the clock at once: whichever is first counts, and one letter says which', async () => {
  const event = await asking();
  for (const decide of [
    (orderId: OrderId) => approveOrder(later(event), keyVault, orderId),
    (orderId: OrderId) => cancelOrder(later(event), orderId, { reason: 'Full of friends' }),
  ]) {
    const late = await asked(event, 'late@example.org');
    // The order is ended and the decision waits for it ...
    let decided: Promise<unknown> = Promise.resolve();
    await withTenant(cloud.deps.db, a.orgId, async tx => {
      expect(await lapseDueHolds(tx, later(event), { eventId: event.eventId })).toBe(1);
      decided = decide(late).catch((error: unknown) => error);
      await expect.poll(waitingForLocks).toBe(1);
    });
    await decided;
    expect(await lettersAbout(late)).toMatchObject([{ kind: 'order-declined', undecided: true }]);
    expect(await stateOf(late)).toBe('cancelled');
    // ... and what was decided before is passed by.
    const early = await asked(event, 'early@example.org');
    await decide(early);
    await lapse(event);
    const letters = await lettersAbout(early);
    expect(letters).toHaveLength(1);
    expect(letters).not.toMatchObject([{ undecided: true }]);
  }
  const many = await Promise.all(Array.from({ length: 8 }, (_, n) => asked(event, `many${n}@example.org`)));
  await Promise.allSettled([
    ...many.slice(0, 4).map(orderId => approveOrder(later(event), keyVault, orderId)),
    lapse(event),
    ...many.slice(4).map(orderId => cancelOrder(later(event), orderId, { reason: 'Full of friends' })),
    lapse(event),
  ]);
  for (const orderId of many) expect(await lettersAbout(orderId)).toHaveLength(1);
});

test('[OR-18] while somebody is deciding, the clock passes the order by', async () => {
  const event = await asking();
  const orderId = await asked(event, 'deciding@example.org');
  const person = await cloud.root.connect();
  await person.query('begin');
  await person.query('select from app.orders where order_id = $1 for no key update', [orderId]);
  await lapse(event);
  await person.query('rollback');
  person.release();
  expect(await lettersAbout(orderId)).toEqual([]);
  await approveOrder(later(event), keyVault, orderId);
  expect(await lettersAbout(orderId)).toMatchObject([{ kind: 'order-confirmed' }]);
});

test('[OR-18] when the event gets another end, what waits waits until then, and what is decided does not', async () => {
  const event = await asking();
  const orderId = await asked(event, 'moved@example.org');
  const dear = await aPublishedEvent(cloud, a, { event: { needsApproval: true }, tier: { priceMinor: 1_500 } });
  const approved = await asked(dear, 'approved@example.org');
  const { holdLapsesAt } = await approveOrder(cloud.ctx(a), keyVault, approved);
  const endsAt = addMs(event.event.endsAt, 7 * 86_400_000);
  for (const { eventId, event: was } of [event, dear]) {
    const times = { doorsAt: was.doorsAt, startsAt: was.startsAt, endsAt };
    await editEvent(cloud.ctx(a), eventId, { version: 2, ...times });
  }
  await lapse(event);
  expect(await stateOf(orderId)).toBe('awaiting-approval');
  expect(await lettersAbout(orderId)).toEqual([]);
  await lapseHoldsJob.run({ ...cloud.jobDeps, now: () => endsAt }, {});
  expect(await lettersAbout(orderId)).toMatchObject([{ undecided: true }]);
  const { rows } = await cloud.root.query('select lapses_at from app.holds where order_id = $1', [approved]);
  expect(rows).toEqual([{ lapses_at: new Date(holdLapsesAt ?? 0) }]);
});

test('[OR-18] [ML-12] of a cancelled event nobody hears a second time', async () => {
  const event = await asking();
  const orderId = await asked(event, 'cancelled@example.org');
  await cancelEvent(cloud.ctx(a), event.eventId, { version: 2, reason: 'Lost her voice' });
  await lapse(event);
  expect(await stateOf(orderId)).toBe('cancelled');
  expect(await lettersAbout(orderId)).toEqual([]);
});

async function waitingForLocks(): Promise<number> {
  const { rows } = await cloud.root.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.waiting ?? 0;
}
