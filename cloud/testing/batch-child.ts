import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { parseInstant } from '#shared/kernel/instant.ts';
import { refundBatchJob } from '../jobs/refund-batch.ts';
import { runWorker } from '../jobs/run-worker.ts';

/** A worker of its own, for tests that kill it: it dies in the middle of the order it is told, with its transaction open. */
const asked = JSON.parse(process.argv[2] ?? '{}');
const db = new Pool(asked.database);
const queuePool = new Pool(asked.queue);
let orders = 0;
const unused = new Error('a batch has no use for it');
await runWorker(
  {
    db,
    // Looked at once before each order, and once before the first.
    now: () => {
      orders += 1;
      return parseInstant(asked.now);
    },
    randomBytes: length => {
      if (orders > asked.diesAtOrder) process.kill(process.pid, 'SIGKILL');
      return randomBytes(length);
    },
    keyVault: {
      seal: () => {
        throw unused;
      },
      open: () => {
        throw unused;
      },
    },
    publicUrl: 'http://foyer.test',
    linkSecret: new Uint8Array(32),
    pressLetter: () => {
      throw unused;
    },
    papers: {
      tickets: () => Promise.reject(unused),
      document: () => Promise.reject(unused),
      evidence: () => Promise.reject(unused),
    },
    log: () => {},
  },
  { queuePool, jobs: [refundBatchJob], concurrency: 1 },
);
