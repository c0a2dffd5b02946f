import { z } from 'zod';
import { idSchema } from '#shared/kernel/schemas.ts';
import { endPaymentJob as name } from '../services/payments/abandon-payments.ts';
import { endPayment } from '../services/payments/end-payment.ts';
import type { Job } from './job.ts';
import { jobCtx } from './job-ctx.ts';
import { sellingDeps } from './selling-deps.ts';

const payloadSchema = z.object({ paymentId: idSchema('PaymentId') });

/** IN-2: payments that nobody is to make any more are cancelled at the provider. */
export const endPaymentsJob: Job = {
  name,
  run: (deps, payload) => endPayment(jobCtx(deps, name, payload), sellingDeps(deps), payloadSchema.parse(payload)),
};
