import { buyerOrders } from './a-buyer.ts';
import { type Bench, isHeld, placing } from './bench.ts';
import { runLoad } from './http-load.ts';
import { seedSale } from './seed-sale.ts';
import { benchSettledPaid } from './settled-paid.ts';

/** Orders carried to their end, with tickets, codes and the letter on its way: free ones, then paid ones. */
export async function benchSettled(bench: Bench): Promise<void> {
  await settleFree(bench);
  await benchSettledPaid(bench);
}

/** With money the provider's answers are what is waited for; without, each is held and issued together with others. */
async function settleFree(bench: Bench): Promise<void> {
  const { report, cloud, seller } = bench;
  const seconds = Math.min(bench.seconds, 6);
  for (const buyers of bench.quick ? [64] : [1, 64, 500]) {
    const sale = await seedSale(cloud.url, seller, { places: 1_000_000 });
    const { url, request } = placing(bench, 'combined', seller, sale);
    const bodies = buyerOrders(sale.tierId, seconds * 4_000, () => 2);
    const next = () => {
      const body = bodies.pop();
      return body === undefined ? null : request(body);
    };
    await runLoad({ url, connections: Math.min(buyers, 64), next, secondsMax: 1 });
    const { perSecond, p50, p99, statuses } = await runLoad({ url, connections: buyers, next, secondsMax: seconds });
    const who = `${buyers} ${buyers === 1 ? 'buyer' : 'buyers'}`;
    report.add({
      key: `settled${buyers}`,
      what: `settled orders, ${who}, free of charge`,
      value: perSecond,
      unit: '/s',
    });
    report.add({ key: `settled${buyers}P50`, what: '  half of them answered within', value: p50, unit: 'ms' });
    report.add({ key: `settled${buyers}P99`, what: '  99 of 100 answered within', value: p99, unit: 'ms' });
    for (const [status, count] of Object.entries(statuses))
      if (!isHeld(Number(status))) report.note(`settled, ${who}: ${count} answers with status ${status}`);
    const { rows } = await cloud.root.query<{ open: number }>(
      `select count(*)::int as open from app.orders where event_id = $1 and state <> 'paid'`,
      [sale.eventId],
    );
    // Those whose buyer the clock cut off between the two.
    if ((rows[0]?.open ?? 0) > buyers * 2)
      report.note(`settled, ${who}: ${rows[0]?.open} orders were held and not issued`);
  }
}
