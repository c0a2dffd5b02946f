import { buyerOrders } from './a-buyer.ts';
import { type Bench, placing } from './bench.ts';
import { type LoadResult, runLoad } from './http-load.ts';
import { type Sale, seedSale } from './seed-sale.ts';

/** A small organization that sells now and then, while another one's on-sale runs through the same processes. */
export async function benchQuietNeighbour(bench: Bench): Promise<void> {
  const { report, cloud, seller, quiet } = bench;
  const seconds = bench.quick ? 4 : 10;
  const theirs = await seedSale(cloud.url, quiet, { places: 100_000, priceMinor: 1_000 });
  const hot = await seedSale(cloud.url, seller, { places: 1_000_000, priceMinor: 1_000 });
  await quietly(bench, theirs, 2);
  const idle = await quietly(bench, theirs, seconds);
  const { url, request } = placing(bench, 'combined', seller, hot);
  const bodies = buyerOrders(hot.tierId, seconds * 8_000, () => 2);
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

function quietly(bench: Bench, sale: Sale, secondsMax: number): Promise<LoadResult> {
  const { url, request } = placing(bench, 'combined', bench.quiet, sale);
  const bodies = buyerOrders(sale.tierId, secondsMax * 20, () => 2);
  return runLoad({
    url,
    connections: 4,
    perSecond: 20,
    secondsMax,
    next: () => {
      const body = bodies.pop();
      return body === undefined ? null : request(body);
    },
  });
}
