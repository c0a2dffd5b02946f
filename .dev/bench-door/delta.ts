import { performance } from 'node:perf_hooks';
import { spreadOf } from '../door/figures.ts';
import type { Bench } from './bench.ts';

const rounds = 20;
const changes = 100;

/** A hundred tickets are cancelled in one transaction of the cloud: from its commit until the station expects a hundred fewer. */
export async function benchDelta({ report, cloud, night, station, size }: Bench): Promise<void> {
  await station.until(state => state.sync.link === 'online' && state.sync.unsent === 0);
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // From the far end, where nobody scans, and spread over the roster as random ids are.
    const numbers = Array.from({ length: changes }, (_, index) => night.tickets - round * changes - index);
    const before = (await station.state()).counters?.expected ?? 0;
    await cloud.root.query(
      `update app.tickets set state = 'cancelled', state_since = current_timestamp, version = version + 1
       where org_id = $1 and event_id = $2 and ticket_id = any($3)`,
      [night.orgId, night.eventId, numbers.map(night.ticketId)],
    );
    const committedMs = performance.now();
    while (((await station.state()).counters?.expected ?? before) > before - changes)
      if (performance.now() - committedMs > 30_000) throw new Error('a change has not come within 30 s');
    figures.push(performance.now() - committedMs);
  }
  const { p50, worst } = spreadOf(figures);
  report.add({
    key: `delta${size}`,
    what: `${changes} changes, commit in the cloud -> known at the door, ${size}, p50 of ${rounds}`,
    value: p50,
    unit: 'ms',
    target: 50,
  });
  report.add({ key: `deltaWorst${size}`, what: '  worst', value: worst, unit: 'ms' });
}
