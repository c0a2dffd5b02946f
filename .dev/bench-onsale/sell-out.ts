import { buyerOrders } from './a-buyer.ts';
import { type Bench, isHeld, placing } from './bench.ts';
import { runLoad } from './http-load.ts';
import { seedSale } from './seed-sale.ts';

/** Every place of a house to buyers who each want one to four tickets again and again, until nothing is left. */
export async function benchSellOut(bench: Bench): Promise<void> {
  const { report, cloud, seller } = bench;
  const places = bench.quick ? 5_000 : 50_000;
  const buyers = bench.quick ? 64 : 500;
  const sale = await seedSale(cloud.url, seller, { places, priceMinor: 1_000 });
  const { url, request } = placing(bench, 'combined', seller, sale);
  // So many that they run out of places before they run out of orders.
  const stock = [1, 2, 3, 4].map(tickets => buyerOrders(sale.tierId, Math.ceil(places / 7) + buyers, () => tickets));
  const wants = Array.from({ length: buyers }, (_, buyer) => 1 + (buyer % 4));
  const result = await runLoad({
    url,
    connections: buyers,
    next: buyer => {
      const body = stock[(wants[buyer] ?? 0) - 1]?.pop();
      return body === undefined ? null : request(body);
    },
    heard: (status, page, buyer) => {
      // Told how many are left, a buyer takes those; told that none are, goes home.
      const left = Number(/Not enough places: (\d+) left/.exec(page)?.[1] ?? 0);
      wants[buyer] = isHeld(status) ? 1 + ((wants[buyer] ?? 0) % 4) : Math.min(left, wants[buyer] ?? 0);
    },
  });
  const { rows } = await cloud.root.query<{ taken: number; ordered: number; orders: number; held: number }>(
    `select (select held + sold from app.pools where event_id = $1) as taken,
       (select sum(quantity)::int from app.order_lines where event_id = $1) as ordered,
       (select count(*)::int from app.orders where event_id = $1) as orders,
       (select sum((p ->> 'places')::int)::int from app.holds h, jsonb_array_elements(h.places) p where h.event_id = $1) as held`,
    [sale.eventId],
  );
  const [told] = rows;
  report.add({
    key: 'sellOut',
    what: `${places} places sold out to ${buyers} buyers`,
    value: result.seconds,
    unit: 's',
    target: 30,
  });
  report.add({ key: 'sellOutP99', what: '  99 of 100 answered within', value: result.p99, unit: 'ms' });
  const exact = [told?.taken, told?.ordered, told?.held].every(count => count === places);
  report.add({ key: 'oversold', what: '  places taken less capacity', value: (told?.taken ?? 0) - places, unit: '' });
  report.note(
    `${exact ? 'exactly' : 'NOT exactly'} sold out: ${told?.taken} of ${places} places taken, ${told?.ordered} in the lines of ${told?.orders} orders, ${told?.held} in their holds`,
  );
}
