import { z } from 'zod';
import { mintId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { runRefundBatch } from '../services/refunds/run-refund-batch.ts';
import { refundBatchJobName as name } from '../services/refunds/start-refund-batch.ts';
import type { Job } from './job.ts';

const payloadSchema = z.object({ orgId: idSchema('OrgId'), batchId: idSchema('RefundBatchId') });

/** OR-14: gives back every order of a cancelled event, from where it stopped. */
export const refundBatchJob: Job = {
  name,
  run: async ({ db, randomBytes, now, log }, payload) => {
    const { orgId, batchId } = payloadSchema.parse(payload);
    const requestId = mintId('RequestId', randomBytes);
    const ctx = { db, randomBytes, now: now(), requestId, orgId, actor: { kind: 'system', job: name } } as const;
    await runRefundBatch(ctx, { log, now }, batchId);
  },
};
