import { performance } from 'node:perf_hooks';
import type { OrderAnswer } from '#shared/api/station.ts';
import { spreadOf } from '../door/figures.ts';
import type { Bench } from './bench.ts';

const rounds = 20;
const changes = 100;

/** A hundred tickets change in one transaction of the cloud: from its commit until the station answers with the new holder. */
export async function benchDelta({ report, cloud, night, station, size }: Bench): Promise<void> {
  await station.until(state => state.sync.searchReady && state.sync.link === 'online' && state.sync.unsent === 0);
  const figures: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const step = Math.floor(night.tickets / changes);
    const numbers = Array.from({ length: changes }, (_, index) => 1 + index * step + (round % step));
    const last = numbers.reduce((a, b) => (night.ticketId(a) > night.ticketId(b) ? a : b));
    const holder = `Changed ${round} ${Date.now()}`;
    await cloud.root.query(
      'update app.tickets set holder = $4, search_key = lower($4), version = version + 1 where org_id = $1 and event_id = $2 and ticket_id = any($3)',
      [night.orgId, night.eventId, numbers.map(night.ticketId), holder],
    );
    const committedMs = performance.now();
    for (;;) {
      const order = await station.post<OrderAnswer>('order', { orderId: night.orderId(last) });
      if (order.tickets.some(ticket => ticket.ticketId === night.ticketId(last) && ticket.holder === holder)) break;
      if (performance.now() - committedMs > 30_000) throw new Error('a change has not come within 30 s');
    }
    figures.push(performance.now() - committedMs);
  }
  const { p50, worst } = spreadOf(figures);
  report.add({
    key: `delta${size}`,
    what: `${changes} changes, commit in the cloud -> answered by the station, ${size}, p50 of ${rounds}`,
    value: p50,
    unit: 'ms',
    target: 50,
  });
  report.add({ key: `deltaWorst${size}`, what: '  worst', value: worst, unit: 'ms' });
}
