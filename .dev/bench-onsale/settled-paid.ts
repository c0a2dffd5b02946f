import type { OrderId } from '#shared/kernel/ids.ts';
import { percentile } from '../door/figures.ts';
import type { Bench } from './bench.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { bring, openPaidShop, type PaidOrder, type PaidShop, stripeEnvironment } from './paid-orders.ts';
import type { Sale } from './seed-sale.ts';

/**
 * Orders that cost something, from the provider's webhook to the tickets: signature, worker, the provider asked how the payment
 * stands, places sold, tickets signed, ledger posted, letter queued. The buyers have paid before the clock runs; each of them at once
 * has the provider tell of it, and the next comes when the tickets are there.
 */
export async function benchSettledPaid(bench: Bench): Promise<void> {
  const { cloud, report } = bench;
  const stripe = await cloud.beside('.dev/bench-onsale/stripe-process.ts');
  Object.assign(process.env, stripeEnvironment(stripe.url));
  const server = await cloud.beside('cloud/server.ts');
  const worker = await cloud.beside('.dev/bench-onsale/worker-process.ts');
  const parts = { intake: server.pid, worker: worker.pid, provider: stripe.pid, database: cloud.databasePid };
  const shop = await openPaidShop(bench, stripe.url);
  try {
    for (const { buyers, howMany, answersAfterMs } of roundsOf(bench)) {
      const { sale, orders } = await shop.pay(howMany);
      await restOf(bench);
      await fetch(`${stripe.url}/_answer-after?ms=${answersAfterMs}`);
      const cpuBefore = cpuOf(parts);
      const { seconds, took } = await settle(bench, { shop, sale, orders, url: server.url, buyers });
      await restOf(bench);
      const cpuAfter = cpuOf(parts);
      await fetch(`${stripe.url}/_answer-after?ms=0`);
      const far = answersAfterMs === 0 ? '' : `, a provider ${answersAfterMs} ms away`;
      const who = `${buyers} ${buyers === 1 ? 'payment' : 'payments'} at once${far}`;
      const key = `paid${buyers}${far === '' ? '' : 'Far'}`;
      report.add({ key, what: `settled paid orders, ${who}`, value: howMany / seconds, unit: '/s' });
      const p50 = { value: percentile(took, 0.5), unit: 'ms' } as const;
      report.add({ key: `${key}P50`, what: '  half of them, from webhook to tickets', ...p50 });
      const p99 = { value: percentile(took, 0.99), unit: 'ms' } as const;
      report.add({ key: `${key}P99`, what: '  99 of 100, from webhook to tickets', ...p99 });
      const each = Object.keys(parts).map(part => {
        const ms = (cpuAfter[part] ?? 0) - (cpuBefore[part] ?? 0);
        return `${part} ${(ms / howMany).toFixed(1)}`;
      });
      report.note(
        `paid, ${who}: ${orders[0]?.webhooks.length} webhooks each; processor ms per order: ${each.join(', ')}`,
      );
    }
  } finally {
    await shop[Symbol.asyncDispose]();
    for (const other of [worker, server, stripe]) await other.stop();
  }
}

/** With 500 at once for whoever has the time: to have them pay beforehand takes longer than to settle what they paid. */
function roundsOf({ quick, seconds }: Bench) {
  if (quick) return [{ buyers: 64, howMany: 100, answersAfterMs: 0 }];
  const all = [
    { buyers: 1, howMany: 15, answersAfterMs: 0 },
    { buyers: 64, howMany: 120, answersAfterMs: 0 },
    { buyers: 64, howMany: 120, answersAfterMs: 150 },
    { buyers: 500, howMany: 500, answersAfterMs: 0 },
  ];
  return seconds < 20 ? all.slice(0, 3) : all;
}

function cpuOf(parts: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(parts).map(([part, pid]) => [part, cpuTimeMs(pid) ?? 0]));
}

/** Until the worker has done all there is, letters and what else was told of a payment. */
async function restOf({ cloud }: Bench): Promise<void> {
  for (;;) {
    const { rows } = await cloud.root.query<{ left: number }>(
      'select count(*)::int as left from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now()',
    );
    if (rows[0]?.left === 0) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

type Round = {
  readonly shop: PaidShop;
  readonly sale: Sale;
  readonly orders: readonly PaidOrder[];
  readonly url: string;
  readonly buyers: number;
};

/** The moment a transaction that issued tickets is over is when the feed tells of it. */
async function settle({ cloud }: Bench, { shop, sale, orders, url, buyers }: Round) {
  const waiting = new Map<OrderId, () => void>();
  const ear = await cloud.root.connect();
  const hear = async ({ payload = '' }: { payload?: string | undefined }) => {
    const at = performance.now();
    const { event, xid } = JSON.parse(payload) as { event: string; xid: number };
    if (event !== sale.eventId) return;
    const { rows } = await cloud.root.query<{ id: OrderId }>(
      'select distinct order_id as id from app.tickets where org_id = $1 and event_id = $2 and xid = $3',
      [shop.orgId, event, xid],
    );
    for (const { id } of rows) {
      const from = began.get(id);
      if (from !== undefined) took.push(at - from);
      waiting.get(id)?.();
    }
  };
  const took: number[] = [];
  const began = new Map<OrderId, number>();
  ear.on('notification', hear);
  await ear.query('listen foyer_feed');
  const line = [...orders];
  const started = performance.now();
  const buyer = async () => {
    for (let order = line.shift(); order !== undefined; order = line.shift()) {
      const { orderId, webhooks } = order;
      const issued = new Promise<void>(resolve => waiting.set(orderId, resolve));
      began.set(orderId, performance.now());
      for (const body of webhooks) await bring(url, body);
      await issued;
    }
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  const seconds = (performance.now() - started) / 1000;
  ear.off('notification', hear);
  await ear.query('unlisten foyer_feed');
  ear.release();
  return { seconds, took };
}
