import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { spreadOf } from '../door/figures.ts';
import { pairByCode } from '../door/pair-stations.ts';
import { startStationProcess } from '../door/station-process.ts';
import type { Bench } from './bench.ts';

const scans = 150;

/** From the verdict at one station until the other's live state counts that person. */
export async function benchSeenElsewhere({ report, cloud, night, station, home, nextTicket }: Bench): Promise<void> {
  const other = await startStationProcess(path.join(home, 'station-b'));
  try {
    await pairByCode(other, cloud.url, night, { name: 'Laptop B', gate: 1 });
    await other.until(state => state.sync.roster === 'complete');
    const here = await station.until(state => state.sync.unsent === 0);
    let inside = here.counters?.inside ?? 0;
    const count = await other.until(state => (state.counters?.inside ?? 0) >= inside);
    inside = count.counters?.inside ?? 0;
    const figures: number[] = [];
    for (let scan = 0; scan < scans; scan += 1) {
      inside += 1;
      const seen = other.until(state => (state.counters?.inside ?? 0) >= inside).then(() => performance.now());
      await station.scan(night.codeOf(nextTicket()));
      const answeredMs = performance.now();
      figures.push((await seen) - answeredMs);
    }
    const { p50, p95, worst } = spreadOf(figures);
    report.add({
      key: 'seenP50',
      what: `a scan seen by another connected station, p50 of ${scans}`,
      value: p50,
      unit: 'ms',
    });
    report.add({ key: 'seenP95', what: '  p95', value: p95, unit: 'ms', target: 1000 });
    report.add({ key: 'seenWorst', what: '  worst', value: worst, unit: 'ms' });
  } finally {
    await other.stop();
  }
}
