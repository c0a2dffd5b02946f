import { z } from 'zod';
import { must } from '#shared/kernel/assert.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { submitRefundJobName as name } from '../services/refunds/record-refund.ts';
import { submitRefund } from '../services/refunds/submit-refund.ts';
import type { Job } from './job.ts';

const payloadSchema = z.object({ orgId: idSchema('OrgId'), refundId: idSchema('RefundId') });

/** OR-6: brings a requested refund to the payment provider. */
export const submitRefundJob: Job = {
  name,
  run: async (deps, payload) => {
    const { orgId, refundId } = payloadSchema.parse(payload);
    const payments = must(deps.payments, 'the payment provider that refunds go to');
    const requestId = mintId('RequestId', deps.randomBytes);
    const { db, randomBytes } = deps;
    const ctx = { db, randomBytes, now: deps.now(), requestId, orgId, actor: { kind: 'system', job: name } } as const;
    await submitRefund(ctx, { payments, log: deps.log }, refundId);
  },
};
