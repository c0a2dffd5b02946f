import { serve } from '@hono/node-server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPostmarkSimulator } from '#fixtures/simulators/postmark/create-postmark-simulator.ts';
import { mailKinds } from '#shared/api/mails.ts';
import { must } from '#shared/kernel/assert.ts';
import type { MailId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { createPostmarkHook } from '../../gateways/postmark/create-postmark-hook.ts';
import { createPostmarkMailer } from '../../gateways/postmark/create-postmark-mailer.ts';
import { sendMailJob } from '../../jobs/send-mail.ts';
import { tellBuyersJob } from '../../jobs/tell-buyers.ts';
import { anOrder, aPublishedEvent } from '../../testing/a-published-event.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { runJobs } from '../../testing/run-jobs.ts';
import { cancelEvent } from '../events/cancel-event.ts';
import { editEvent } from '../events/edit-event.ts';
import { getEvent } from '../events/get-event.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { orderLink, ticketLink } from '../orders/order-link.ts';
import { placeOrder } from '../orders/place-order.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { enqueueMail } from './enqueue-mail.ts';

const credentials = 'postmark:a password of the tests';
const serverToken = 'a token of the tests';
const cloud = await testApp(await testDatabase(), { deps: { mailHook: createPostmarkHook(credentials) } });

/** The real SDK over real HTTP; what the provider tells comes in through the cloud's own route. */
const provider = createPostmarkSimulator({
  serverToken,
  clock: () => Date.parse(cloud.clock.now),
  hook: null,
  automatic: false,
});
const { server, base } = await new Promise<{ server: ReturnType<typeof serve>; base: URL }>(resolve => {
  const started = serve({ fetch: provider.fetch, hostname: '127.0.0.1', port: 0 }, info =>
    resolve({ server: started, base: new URL(`http://127.0.0.1:${info.port}`) }),
  );
});
afterAll(() => new Promise(resolve => server.close(resolve)));
const mailer = createPostmarkMailer({ serverToken, base, fromAddress: 'tickets@foyer.test' });
const deps = { ...cloud.jobDeps, mailer };

const ctx = cloud.ctx(cloud.a);
const { eventId, tierId } = await aPublishedEvent(cloud, cloud.a);
const placed = await placeOrder(ctx, eventId, anOrder(cloud, tierId, 2));
const order = await issueOrder(ctx, cloud.deps.keyVault, placed.orderId, {});

let mailId: MailId;
beforeEach(async () => {
  mailId = await write('jonas.beck@example.org');
});

async function write(to: string): Promise<MailId> {
  const about = { eventId, orderId: order.orderId };
  const written = await withTenant(ctx.db, ctx.orgId, tx =>
    enqueueMail(tx, ctx, { kind: 'order-confirmed', to, language: 'de-AT', about }),
  );
  if (written === null) throw new Error('somebody was to be written to');
  return written;
}

const send = () => sendMailJob.run(deps, { orgId: ctx.orgId, mailId });

async function row(): Promise<Record<string, unknown>> {
  const { rows } = await cloud.root.query('select * from app.mails where mail_id = $1', [mailId]);
  return rows[0];
}

function tell(payload: object, authorization = `Basic ${Buffer.from(credentials).toString('base64')}`) {
  return cloud.call(null, 'POST', '/webhooks/postmark', payload, { headers: { authorization } });
}

function delivery(messageId: unknown, over: object = {}) {
  return {
    RecordType: 'Delivery',
    MessageID: messageId,
    DeliveredAt: '2026-11-22T12:00:09Z',
    Metadata: { org: ctx.orgId, mail: mailId },
    ...over,
  };
}

test('[ML-1] a mail leaves in the buyer’s language with the signed link and the tickets, and nothing of it is kept', async () => {
  await send();
  const { message, id } = provider.mails.at(-1) ?? { message: null, id: '' };
  expect(message).toMatchObject({
    From: '"Organization alpha" <tickets@foyer.test>',
    To: 'jonas.beck@example.org',
    Subject: 'Ihre Tickets für Twelfth Night',
    Metadata: { org: ctx.orgId, mail: mailId },
  });
  const link = `http://foyer.test/o/alpha/orders/${orderLink(cloud.deps.linkSecret, ctx.orgId, order.orderId)}`;
  expect(message?.TextBody).toContain(link);
  expect(message?.HtmlBody).toContain(link);
  expect(message?.Attachments).toMatchObject([{ Name: `Tickets ${order.ref}.pdf`, ContentType: 'application/pdf' }]);
  expect(Buffer.from(message?.Attachments?.[0]?.Content ?? '', 'base64').toString('latin1')).toMatch(/^%PDF-1\.7/);
  const kept = await row();
  expect(kept).toMatchObject({ state: 'sent', provider_message_id: id, attempts: 1, language: 'de' });
  expect(JSON.stringify([kept, cloud.log])).not.toContain(link);
});

test('[ML-1] a mail that was sent is sent no more, and one whose transaction failed never', async () => {
  await send();
  const before = provider.mails.length;
  await send();
  const lost = withTenant(ctx.db, ctx.orgId, async tx => {
    await enqueueMail(tx, ctx, {
      kind: 'order-confirmed',
      to: 'a@example.org',
      language: 'en',
      about: { eventId, orderId: order.orderId },
    });
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');
  expect(provider.mails.length).toBe(before);
  const { rows } = await cloud.root.query(`select count(*)::int as n from app.mails where recipient = 'a@example.org'`);
  expect(rows).toEqual([{ n: 0 }]);
});

test('[ML-2] when the provider does not answer the mail goes out again; a refused address is noted and left', async () => {
  provider.failNext('lost');
  await expect(send()).rejects.toThrow();
  expect(await row()).toMatchObject({ state: 'queued', attempts: 1 });
  await send();
  expect(await row()).toMatchObject({ state: 'sent', attempts: 2 });
  mailId = await write('no address');
  await send();
  const refused = await row();
  expect(refused).toMatchObject({ state: 'failed' });
  expect(refused.failure).toMatch(/^300: Invalid 'To' address/);
});

test('[ML-3] deliveries and bounces are believed by our own password alone, and move forward only', async () => {
  await send();
  const messageId = (await row()).provider_message_id;
  const said = delivery(messageId);
  expect((await tell(said, 'Basic c29tZWJvZHk6ZWxzZQ==')).status).toBe(401);
  expect((await tell(said)).status).toBe(200);
  expect((await tell(said)).status).toBe(200);
  expect(await row()).toMatchObject({ state: 'delivered' });
  const bounce = { ...said, RecordType: 'Bounce', Type: 'HardBounce', BouncedAt: '2026-11-22T12:01:00Z' };
  await tell({ ...bounce, Type: 'SoftBounce' });
  expect(await row()).toMatchObject({ state: 'delivered' });
  await tell(bounce);
  await tell(said);
  expect(await row()).toMatchObject({ state: 'bounced' });
});

test('[ML-3] news of another mail, another organization or nobody’s mail change nothing', async () => {
  await send();
  const messageId = (await row()).provider_message_id;
  for (const payload of [
    delivery('another-message'),
    delivery(messageId, { Metadata: { org: cloud.b.orgId, mail: mailId } }),
    delivery(messageId, { Metadata: {} }),
    { RecordType: 'Open', MessageID: messageId },
    'no json at all',
  ])
    expect((await tell(payload as object)).status).toBe(200);
  expect(await row()).toMatchObject({ state: 'sent' });
});

test('[ML-3] a delivery told before we noted the sending counts, and the late note does not take it back', async () => {
  await tell(delivery('early'));
  expect(await row()).toMatchObject({ state: 'delivered', provider_message_id: 'early' });
  const before = provider.mails.length;
  await send();
  expect(provider.mails.length).toBe(before);
});

test('[ML-10] when the event moves, buyers and holders are told once of edits that follow each other, each with a link of their own', async () => {
  const [ticket] = order.tickets;
  const moved = await transferTicket(ctx, cloud.deps.keyVault, eventId, must(ticket, 'a ticket').ticketId, {
    holder: 'Léa Roux',
    email: 'lea@example.org',
  });
  const { version } = await getEvent(ctx, eventId);
  await editEvent(ctx, eventId, { version, venue: 'Grosses Haus' });
  await editEvent(ctx, eventId, { version: version + 1, venue: 'Kleines Haus' });
  const jobs = await cloud.root.query('select run_at from graphile_worker.jobs where key = $1', [
    `${tellBuyersJob.name}:${eventId}`,
  ]);
  expect(jobs.rows).toEqual([{ run_at: new Date(addMs(ctx.now, limits.tellBuyersAfterMs)) }]);
  const told = { orgId: ctx.orgId, eventId, change: 'place', since: ctx.now };
  await tellBuyersJob.run(deps, told);
  await tellBuyersJob.run(deps, told);
  const { rows } = await cloud.root.query(
    `select mail_id, recipient, about ->> 'ticketId' as ticket from app.mails where kind = 'event-changed' order by recipient`,
  );
  expect(rows).toMatchObject([
    { recipient: 'jonas.beck@example.org', ticket: null },
    { recipient: 'lea@example.org', ticket: moved.ticketId },
  ]);
  for (const { mail_id } of rows) await sendMailJob.run(deps, { orgId: ctx.orgId, mailId: mail_id });
  const [buyers, holders] = provider.mails.slice(-2).map(({ message }) => message);
  expect(buyers).toMatchObject({ Subject: 'Twelfth Night: another venue', To: 'jonas.beck@example.org' });
  expect(holders?.TextBody).toContain(ticketLink(cloud.deps.linkSecret, ctx.orgId, eventId, moved.ticketId));
  expect(holders?.TextBody).not.toContain(orderLink(cloud.deps.linkSecret, ctx.orgId, order.orderId));
});

test('[ML-1] the database knows every kind of mail that the code can write, and no other', async () => {
  const { rows } = await cloud.root.query(
    `select pg_get_constraintdef(oid) as said from pg_constraint where conname = 'mails_kind_check'`,
  );
  const allowed = [...String(rows[0]?.said).matchAll(/'([a-z-]+)'::text/g)].map(([, kind]) => kind);
  expect(allowed.sort()).toEqual([...mailKinds].sort());
});

test('[ML-12] when the event is cancelled, buyers and holders are told, whether or not anything is given back', async () => {
  const { version } = await getEvent(ctx, eventId);
  const email = 'mara.lind@example.org';
  const unpaid = await placeOrder(ctx, eventId, anOrder(cloud, tierId, 1, { buyer: { name: 'Mara Lind', email } }));
  await cloud.root.query('update app.orders set total_minor = 2800 where order_id = $1', [unpaid.orderId]);
  cloud.clock.now = addMs(cloud.clock.now, 60_000);
  await cancelEvent(cloud.ctx(cloud.a), eventId, { version, reason: 'Lost her voice' });
  const before = provider.mails.length;
  expect(await runJobs({ ...deps, now: () => cloud.clock.now }, cloud.database, [tellBuyersJob, sendMailJob])).toEqual(
    [],
  );
  const told = provider.mails
    .slice(before)
    .map(({ message }) => message)
    .filter(({ Tag }) => Tag === 'event-changed');
  const textTo = (to: string) => told.find(({ To }) => To === to)?.TextBody;
  expect(told.map(({ To }) => To).sort()).toEqual(['jonas.beck@example.org', 'lea@example.org', email]);
  expect(textTo('jonas.beck@example.org')).toMatch(/does not take place.*your order cost nothing/s);
  expect(textTo(email)).toMatch(/nothing was charged/);
  expect(textTo('lea@example.org')).toMatch(/somebody passed a ticket/);
  for (const { TextBody } of told) expect(TextBody).not.toMatch(/goes back, the way you paid/);
});
