import { performance } from 'node:perf_hooks';
import { spreadOf } from '../door/figures.ts';
import type { Bench } from './bench.ts';
import { processorSeconds } from './process-figures.ts';

/** One scan after another with sync on: what the station says the decision and the durable write took, and what the caller waited. */
export async function benchDecisions({ report, night, station, size, nextTicket, scans }: Bench): Promise<void> {
  const decided: number[] = [];
  const answered: number[] = [];
  const codes = Array.from({ length: scans }, () => night.codeOf(nextTicket()));
  const usedBefore = processorSeconds(station.pid);
  for (const code of codes) {
    const askedMs = performance.now();
    const answer = await station.scan(code);
    answered.push(performance.now() - askedMs);
    if (answer.verdict.kind !== 'admit')
      throw new Error(`expected an admission, got ${JSON.stringify(answer.verdict)}`);
    decided.push(answer.decidedInMs);
  }
  const usedMs = ((processorSeconds(station.pid) - usedBefore) * 1000) / scans;
  const inside = spreadOf(decided);
  const outside = spreadOf(answered);
  report.add({
    key: `decisionP50${size}`,
    what: `decision + durable write (synchronous=FULL), ${size}, p50 of ${scans}`,
    value: inside.p50,
    unit: 'ms',
  });
  report.add({ key: `decisionP99${size}`, what: '  p99', value: inside.p99, unit: 'ms', target: 10 });
  report.add({
    key: `scanProcessor${size}`,
    what: '  processor time of the whole station per scan: HTTP, decision, write, upload',
    value: usedMs,
    unit: 'ms',
  });
  report.add({
    key: `answerP50${size}`,
    what: '  the same as the caller over HTTP saw it, p50',
    value: outside.p50,
    unit: 'ms',
  });
  report.add({ key: `answerP99${size}`, what: '  p99', value: outside.p99, unit: 'ms' });
  report.add({ key: `answerWorst${size}`, what: '  worst', value: outside.worst, unit: 'ms', target: 250 });
}
