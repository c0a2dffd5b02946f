import { fork } from 'node:child_process';
import path from 'node:path';
import { buyerOrders } from './a-buyer.ts';
import { type Bench, placing } from './bench.ts';
import { type LoadResult, runLoad } from './http-load.ts';
import type { QuietBuyers } from './quiet-buyers.ts';
import { type Sale, seedSale } from './seed-sale.ts';

/** A small organization that sells now and then, while another one's on-sale runs through the same processes. */
export async function benchQuietNeighbour(bench: Bench): Promise<void> {
  const { report, cloud, seller, quiet } = bench;
  const seconds = bench.quick ? 4 : 30;
  const theirs = await seedSale(cloud.url, quiet, { places: 100_000, priceMinor: 1_000 });
  const hot = await seedSale(cloud.url, seller, { places: 1_000_000, priceMinor: 1_000 });
  await quietly(bench, theirs, 2);
  const idle = await quietly(bench, theirs, seconds);
  const { url, request } = placing(bench, 'combined', seller, hot);
  const bodies = buyerOrders(hot.tierId, (seconds + 4) * 4_000, () => 2);
  let over = false;
  let turn = 0;
  const rush = runLoad({
    url,
    connections: 64,
    next: () => {
      const body = bodies[turn++];
      return over || body === undefined ? null : request(body);
    },
  });
  // Connections that the rush opens plan their first orders, whoever they are for.
  await quietly(bench, theirs, 3);
  const during = await quietly(bench, theirs, seconds);
  over = true;
  const { perSecond } = await rush;
  report.add({ key: 'quietIdle', what: 'a quiet organization’s orders, alone: p99', value: idle.p99, unit: 'ms' });
  report.add({
    key: 'quietDuring',
    what: `  while another sells ${Math.round(perSecond)} orders a second: p99`,
    value: during.p99,
    unit: 'ms',
  });
  report.add({ key: 'quietP50s', what: '  half of them: alone', value: idle.p50, unit: 'ms' });
  report.add({ key: 'quietDuringP50', what: '  half of them: meanwhile', value: during.p50, unit: 'ms' });
  report.add({ key: 'quietRatio', what: '  slower by', value: during.p99 / idle.p99, unit: 'x', target: 2 });
}

async function quietly(bench: Bench, sale: Sale, seconds: number): Promise<LoadResult> {
  const buyers = fork(path.join(import.meta.dirname, 'quiet-buyers.ts'));
  const answer = new Promise<LoadResult>((resolve, reject) => {
    buyers.once('message', result => resolve(result as LoadResult));
    buyers.once('error', reject);
    buyers.once('exit', code => reject(new Error(`the quiet buyers ended early (${code})`)));
  });
  const where = `/o/${bench.quiet.slug}/events/${sale.eventId}/checkout?n1=`;
  buyers.send({ url: bench.cloud.url, path: where, tierId: sale.tierId, seconds, perSecond: 20 } satisfies QuietBuyers);
  return answer;
}
