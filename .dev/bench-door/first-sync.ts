import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { spreadOf } from '../door/figures.ts';
import { pairByCode } from '../door/pair-stations.ts';
import { StationRefused } from '../door/station-process.ts';
import type { Bench } from './bench.ts';
import { memoryOf, processorSeconds } from './process-figures.ts';

/**
 * From the moment the station knows that it is paired until its roster is whole, with somebody scanning all along. Search by name is
 * ready some time later, which the other parts do not wait for.
 */
export async function benchFirstSync(bench: Bench): Promise<{ readonly searchReady: Promise<void> }> {
  const { report, cloud, night, station, size } = bench;
  await pairByCode(station, cloud.url, night, { name: 'Laptop A', gate: 0 });
  const startedMs = performance.now();
  const usedBefore = { station: processorSeconds(station.pid), cloud: processorSeconds(cloud.pid()) };
  const whole = station.until(state => state.sync.roster === 'complete').then(() => performance.now());
  let done = false;
  void whole.then(() => {
    done = true;
  });
  let first: { readonly ms: number; readonly verdict: string } | null = null;
  const during: number[] = [];
  while (!done) {
    const askedMs = performance.now();
    try {
      const { verdict } = await station.scan(night.codeOf(bench.nextTicket()));
      const basis = verdict.kind === 'admit' ? ` on the ${verdict.basis}` : '';
      first ??= { ms: performance.now() - startedMs, verdict: `${verdict.kind}${basis}` };
      during.push(performance.now() - askedMs);
    } catch (error) {
      // Before the event is known there is no door to scan at.
      if (!(error instanceof StationRefused)) throw error;
    }
    await setTimeout(first === null ? 5 : 100);
  }
  const seconds = ((await whole) - startedMs) / 1000;
  const stationUsed = processorSeconds(station.pid) - usedBefore.station;
  const cloudUsed = processorSeconds(cloud.pid()) - usedBefore.cloud;
  const target = night.tickets <= 100_000 ? 3 : night.tickets <= 1_000_000 ? 30 : undefined;
  report.add({
    key: `firstSync${size}`,
    what: `first sync of ${night.tickets} tickets`,
    value: seconds,
    unit: 's',
    ...(target === undefined ? {} : { target }),
  });
  report.add({
    key: `firstSyncProcessor${size}`,
    what: '  processor time of the station for it (the floor on a quiet machine)',
    value: stationUsed,
    unit: 's',
  });
  report.add({
    key: `firstSyncProcessorCloud${size}`,
    what: '  processor time of the cloud, without Postgres',
    value: cloudUsed,
    unit: 's',
  });
  report.add({
    key: `firstVerdict${size}`,
    what: `  first verdict after pairing (${first?.verdict ?? 'none before the end'})`,
    value: first?.ms ?? seconds * 1000,
    unit: 'ms',
    target: Math.round(seconds * 1000),
  });
  const { worst, p50 } = spreadOf(during);
  report.add({
    key: `syncScanP50${size}`,
    what: `  answer over HTTP while it downloads, p50 of ${during.length}`,
    value: p50,
    unit: 'ms',
  });
  report.add({ key: `syncScanWorst${size}`, what: '  the same, worst', value: worst, unit: 'ms', target: 250 });
  const searchReady = station
    .until(state => state.sync.searchReady)
    .then(
      () =>
        report.add({
          key: `searchReady${size}`,
          what: `  search by name ready after pairing, ${size}`,
          value: (performance.now() - startedMs) / 1000,
          unit: 's',
        }),
      () => report.note(`search by name in ${size} was not ready when the station ended`),
    );
  const { nowMb, peakMb } = memoryOf(station.pid);
  report.add({ key: `rss${size}`, what: `  station memory (RSS) with ${size} synced`, value: nowMb, unit: 'MB' });
  report.add({ key: `rssPeak${size}`, what: '  station memory at its highest', value: peakMb, unit: 'MB' });
  return { searchReady };
}
