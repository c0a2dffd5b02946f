import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { mintId, parseId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { placeOrder } from '../services/orders/place-order.ts';

/** A process of its own that places orders, for tests that kill it. What it is to do comes as JSON in its first argument. */
const asked = JSON.parse(process.argv[2] ?? '{}');
const db = new Pool(asked.database);
const ctx = {
  db,
  now: parseInstant(asked.now),
  randomBytes,
  requestId: mintId('RequestId', randomBytes),
  orgId: parseId('OrgId', asked.orgId),
  actor: { kind: 'buyer' as const },
};
await Promise.allSettled(
  asked.orders.map((order: unknown) => placeOrder(ctx, parseId('EventId', asked.eventId), order)),
);
await db.end();
