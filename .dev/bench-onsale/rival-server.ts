import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'pg';
import { placeOrderSchema } from '#shared/api/orders.ts';
import { mintId, parseId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { refusalStatus } from '../../cloud/http/refusal-status.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { placeWithLock } from './place-with-lock.ts';

/** One small server for two other ways to take an order, lighter than the shop: no page, no form, no trace of the checkout. */
const db = new Pool({ connectionString: process.env.FOYER_APP_DATABASE_URL, max: 20 });
const app = new Hono();
const ctxOf = (org: string): Ctx => ({
  db,
  now: instantFromMs(Date.now()),
  randomBytes,
  requestId: mintId('RequestId', randomBytes),
  orgId: parseId('OrgId', org),
  actor: { kind: 'buyer' },
});

app.onError((error, c) => {
  if (isRefusal(error)) return c.json({ code: error.code }, refusalStatus[error.code]);
  console.error(error);
  return c.json({ code: 'fault' }, 500);
});
app.post('/locked/:org/:event', async c =>
  c.json(
    await placeWithLock(ctxOf(c.req.param('org')), parseId('EventId', c.req.param('event')), await c.req.json()),
    201,
  ),
);
// The limit: the row of an order and its hold, with no lock, no rule and no check, each committed by itself.
app.post('/raw/:org/:event', async c => {
  const { orderId } = placeOrderSchema.parse(await c.req.json());
  const { orgId } = ctxOf(c.req.param('org'));
  await db.query({
    name: 'raw',
    text: `insert into public.raw_orders (org_id, event_id, order_id, hold, body) values ($1, $2, $3, $4, $5)`,
    values: [orgId, c.req.param('event'), orderId, 2, '{}'],
  });
  return c.json({ orderId }, 201);
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, info => {
  console.log(JSON.stringify({ event: 'listening', address: `http://127.0.0.1:${info.port}` }));
});
process.once('SIGTERM', () => {
  server.close();
  void db.end().then(() => process.exit(0));
});
