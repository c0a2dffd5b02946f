import { performance } from 'node:perf_hooks';
import type { Bench } from './bench.ts';

/** Several at a time, only so that the queue fills sooner. */
const callers = 8;

/** Scans made while the station was told to work offline, from going online until the last has its answer. */
export async function benchUpload({ report, cloud, night, station, size, nextTicket, queued }: Bench): Promise<void> {
  await station.until(state => state.sync.unsent === 0);
  const arrived = async () => {
    const { rows } = await cloud.root.query<{ count: string }>(
      'select count(*) from app.scans where org_id = $1 and event_id = $2',
      [night.orgId, night.eventId],
    );
    return Number(rows[0]?.count);
  };
  const before = await arrived();
  await station.post('setOffline', { offline: true });
  const scanningMs = performance.now();
  let left = queued;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await station.scan(night.codeOf(nextTicket()));
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = queued / ((performance.now() - scanningMs) / 1000);
  report.add({
    key: `scansPerSecond${size}`,
    what: `scans a second over HTTP while offline, ${callers} callers (${queued})`,
    value: perSecond,
    unit: '/s',
  });
  const onlineMs = performance.now();
  await station.post('setOffline', { offline: false });
  await station.until(state => state.sync.unsent === 0);
  const seconds = (performance.now() - onlineMs) / 1000;
  report.add({
    key: `upload${queued}`,
    what: `${queued} queued scans uploaded`,
    value: seconds,
    unit: 's',
    target: 10,
  });
  const after = await arrived();
  report.note(`of ${queued} queued scans ${after - before} arrived in the cloud`);
}
