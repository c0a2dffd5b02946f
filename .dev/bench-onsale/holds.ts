import { buyerOrders } from './a-buyer.ts';
import { type Bench, isHeld, placing, type Way, ways } from './bench.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { runLoad } from './http-load.ts';
import { seedSale } from './seed-sale.ts';

/** Holds a second on one hot tier, by how many buyers ask at once, beside the rivals on the same machine in the same minute. */
export async function benchHolds(bench: Bench): Promise<void> {
  const { report } = bench;
  // A process that has just started still compiles what it runs, for thousands of orders: nobody's minute of an on-sale.
  for (const way of ['combined', 'locked', 'raw'] as const) await holdsOf(bench, way, 64);
  for (const buyers of bench.quick ? [1, 64] : [1, 64, 500]) {
    const rates = new Map<Way, number>();
    for (const way of ['combined', 'locked', 'raw'] as const) {
      const { perSecond, p50, p99, serverMs, databaseMs } = await holdsOf(bench, way, buyers);
      rates.set(way, perSecond);
      const ours = way === 'combined' && buyers === 64;
      report.add({
        key: `${way}${buyers}`,
        what: `holds, ${buyers} ${buyers === 1 ? 'buyer' : 'buyers'}, ${ways[way]}`,
        value: perSecond,
        unit: '/s',
        ...(ours ? { goal: 1_500 } : {}),
      });
      report.add({ key: `${way}${buyers}P50`, what: '  half of them answered within', value: p50, unit: 'ms' });
      report.add({
        key: `${way}${buyers}P99`,
        what: '  99 of 100 answered within',
        value: p99,
        unit: 'ms',
        ...(ours ? { target: 150 } : {}),
      });
      if (way === 'combined' && serverMs !== null && databaseMs !== null) {
        report.add({
          key: `serverMs${buyers}`,
          what: '  processor time of the server, each',
          value: serverMs,
          unit: 'ms',
        });
        report.add({
          key: `databaseMs${buyers}`,
          what: '  processor time of Postgres, each',
          value: databaseMs,
          unit: 'ms',
        });
      }
    }
    report.add({
      key: `ratio${buyers}`,
      what: `  together against one lock each, ${buyers} ${buyers === 1 ? 'buyer' : 'buyers'}`,
      value: (rates.get('combined') ?? 0) / (rates.get('locked') ?? 1),
      unit: 'x',
      ...(buyers === 64 ? { goal: 6 } : {}),
    });
  }
}

async function holdsOf(bench: Bench, way: Way, buyers: number) {
  const { cloud, seller, seconds, report } = bench;
  const sale = await seedSale(cloud.url, seller, { places: 1_000_000, priceMinor: 1_000 });
  const { url, request } = placing(bench, way, seller, sale);
  const bodies = buyerOrders(sale.tierId, Math.round(seconds * 8_000), () => 2);
  let turn = 0;
  const next = () => {
    const body = bodies[turn++];
    return body === undefined ? null : request(body);
  };
  // The first orders of a sale are slow, whichever way they are taken.
  await runLoad({ url, connections: Math.min(buyers, 64), next, secondsMax: Math.min(2, seconds / 2) });
  const spent = () => [cpuTimeMs(cloud.pid()), cpuTimeMs(cloud.databasePid)] as const;
  const before = spent();
  const result = await runLoad({ url, connections: buyers, next, secondsMax: seconds });
  const after = spent();
  const each = (from: number | null, to: number | null) =>
    from === null || to === null ? null : (to - from) / (result.perSecond * result.seconds);
  for (const [status, count] of Object.entries(result.statuses))
    if (!isHeld(Number(status))) report.note(`${way}, ${buyers} buyers: ${count} answers with status ${status}`);
  return { ...result, serverMs: each(before[0], after[0]), databaseMs: each(before[1], after[1]) };
}
