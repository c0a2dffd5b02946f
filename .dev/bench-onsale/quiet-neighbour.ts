import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { percentile } from '../door/figures.ts';
import type { Bench } from './bench.ts';
import type { Buyers } from './buyers-process.ts';
import type { LoadResult } from './http-load.ts';
import { type Sale, type Seller, seedSale } from './seed-sale.ts';

const rounds = 3;

/**
 * A small organization that sells now and then, while another one's on-sale runs through the same processes. By turns, alone and
 * meanwhile, so that a machine that changes its pace does so for both.
 */
export async function benchQuietNeighbour(bench: Bench): Promise<void> {
  const { report, cloud, seller, quiet } = bench;
  const seconds = bench.quick ? 2 : 15;
  const theirs = await seedSale(cloud.url, quiet, { places: 100_000, priceMinor: 1_000 });
  const hot = await seedSale(cloud.url, seller, { places: 1_000_000, priceMinor: 1_000 });
  const quietly = async (forSeconds: number) => {
    const { result } = await buyersOf(bench, quiet, theirs, { connections: 4, perSecond: 20, orders: forSeconds * 20 });
    return (await result).took;
  };
  await quietly(2);
  const buyers = bench.quick ? 64 : 500;
  const alone: number[] = [];
  const meanwhile: number[] = [];
  let perSecond = 0;
  for (let round = 0; round < rounds; round += 1) {
    alone.push(...(await quietly(seconds)));
    const rush = await buyersOf(bench, seller, hot, { connections: buyers, orders: (seconds + 4) * 4_000 });
    // Connections that the rush opens plan their first orders, whoever they are for.
    await quietly(3);
    meanwhile.push(...(await quietly(seconds)));
    rush.end();
    perSecond += (await rush.result).perSecond / rounds;
    await quietly(1);
  }
  const p = (took: readonly number[], share: number) => percentile(took, share);
  report.add({
    key: 'quietIdle',
    what: 'a quiet organization’s orders, alone: p99',
    value: p(alone, 0.99),
    unit: 'ms',
  });
  report.add({
    key: 'quietDuring',
    what: `  while ${buyers} buyers take ${Math.round(perSecond)} orders a second of another: p99`,
    value: p(meanwhile, 0.99),
    unit: 'ms',
  });
  report.add({ key: 'quietP50s', what: '  half of them: alone', value: p(alone, 0.5), unit: 'ms' });
  report.add({ key: 'quietDuringP50', what: '  half of them: meanwhile', value: p(meanwhile, 0.5), unit: 'ms' });
  report.add({
    key: 'quietRatio',
    what: '  slower by',
    value: p(meanwhile, 0.99) / p(alone, 0.99),
    unit: 'x',
    target: 2,
  });
}

/** Answers once they are about to begin. */
async function buyersOf(
  bench: Bench,
  seller: Seller,
  sale: Sale,
  how: Pick<Buyers, 'connections' | 'orders' | 'perSecond'>,
) {
  const child = fork(path.join(import.meta.dirname, 'buyers-process.ts'), { detached: true });
  const where = `/o/${seller.slug}/events/${sale.eventId}/checkout?n1=`;
  child.send({ url: bench.cloud.url, path: where, tierId: sale.tierId, ...how } satisfies Buyers);
  await once(child, 'message');
  const result = once(child, 'message').then(([told]) => {
    child.disconnect();
    return told as LoadResult;
  });
  return { result, end: () => child.send('over') };
}
