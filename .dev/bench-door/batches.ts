import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { mintId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { hashOp, journalStartHash } from '#shared/sync/canonical-op.ts';
import type { Operation, OpsRequest, ScanOp } from '#shared/sync/operations.ts';
import { PROTOCOL_VERSION, stationPaths } from '#shared/sync/protocol.ts';
import { spreadOf } from '../door/figures.ts';
import { pairByFile } from '../door/pair-stations.ts';
import type { Night } from '../door/seed-night.ts';
import type { Bench } from './bench.ts';

const batches = 40;

/** Batches as full as they may be, one after another: what the cloud takes for each, over HTTP, without a station beside it. */
export async function benchBatches({ report, cloud, night, home, nextTicket }: Bench): Promise<void> {
  const folder = path.join(home, 'station-batches');
  await pairByFile(cloud.root, folder, cloud.url, night, { name: 'Laptop C', gate: 0 });
  const { deviceToken } = JSON.parse(readFileSync(path.join(folder, 'start-paired.json'), 'utf8'));
  const figures: number[] = [];
  for (const request of requestsOf(night, nextTicket)) {
    const body = JSON.stringify(request);
    const askedMs = performance.now();
    const response = await fetch(`${cloud.url}${stationPaths.ops}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deviceToken}`,
        'content-type': 'application/json',
        'foyer-protocol': String(PROTOCOL_VERSION),
      },
      body,
    });
    const { answers } = await response.json();
    figures.push(performance.now() - askedMs);
    if (answers?.length !== limits.outboxBatchOpsMax) throw new Error(`a batch was answered with ${response.status}`);
  }
  const { p50, p95, worst } = spreadOf(figures);
  const what = `a batch of ${limits.outboxBatchOpsMax} scans handed in over HTTP, p50 of ${batches}`;
  report.add({ key: 'batchP50', what, value: p50, unit: 'ms' });
  report.add({ key: 'batchP95', what: '  p95', value: p95, unit: 'ms' });
  report.add({ key: 'batchWorst', what: '  worst', value: worst, unit: 'ms' });
}

function requestsOf(night: Night, nextTicket: () => number): readonly OpsRequest[] {
  const journalId = mintId('JournalId', randomBytes);
  const startedMs = Date.now();
  let prevHash = journalStartHash;
  return Array.from({ length: batches }, (_, batch) => {
    const ops = Array.from({ length: limits.outboxBatchOpsMax }, (_, index): Operation => {
      const seq = batch * limits.outboxBatchOpsMax + index + 1;
      const at = instantFromMs(startedMs + seq);
      const opId = mintId('OpId', randomBytes);
      const unhashed = { seq, opId, at, clockOffsetMs: 0, prevHash, body: scanOf(night, nextTicket()) };
      prevHash = hashOp(unhashed, text => createHash('sha256').update(text).digest('hex'));
      return { ...unhashed, hash: prevHash };
    });
    return { protocol: PROTOCOL_VERSION, journalId, ops };
  });
}

function scanOf(night: Night, ticket: number): ScanOp {
  return {
    kind: 'scan',
    eventId: night.eventId,
    checkpointId: night.checkpointId,
    gateId: night.gateIds[0],
    operatorId: null,
    operatorName: null,
    direction: 'in',
    mode: 'admit',
    via: 'scanner',
    unreadText: null,
    ticketId: night.ticketId(ticket),
    verdict: 'admit',
    rule: null,
    reason: null,
    basis: 'roster',
    confirmed: [],
    override: null,
    roster: { cursor: null, asOf: null, complete: true, online: false },
  };
}
