import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { spreadOf } from '../door/figures.ts';
import type { Bench } from './bench.ts';

const tries = 300;

/** What this machine asks of everybody at this moment: a page written and synced on this disk, and a timer of one millisecond. */
export async function benchFloor({ report, home, size }: Bench): Promise<void> {
  const file = path.join(home, 'floor');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096, 7);
  const writes: number[] = [];
  const timers: number[] = [];
  for (let round = 0; round < tries; round += 1) {
    const startedMs = performance.now();
    writeSync(handle, page);
    fdatasyncSync(handle);
    const syncedMs = performance.now();
    writes.push(syncedMs - startedMs);
    await setTimeout(1);
    timers.push(performance.now() - syncedMs - 1);
  }
  closeSync(handle);
  rmSync(file);
  const write = spreadOf(writes);
  const timer = spreadOf(timers);
  report.add({
    key: `floorWriteP50${size}`,
    what: 'for comparison: a bare 4 kB write + sync on this disk, p50',
    value: write.p50,
    unit: 'ms',
  });
  report.add({ key: `floorWriteP99${size}`, what: '  p99', value: write.p99, unit: 'ms' });
  report.add({
    key: `floorTimerP99${size}`,
    what: 'for comparison: how late a timer of 1 ms comes (a busy machine), p99',
    value: timer.p99,
    unit: 'ms',
  });
}
