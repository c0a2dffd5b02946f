import { must } from '#shared/kernel/assert.ts';
import type { HandlerDeps } from '../services/payments/provider-event-handlers.ts';
import type { JobDeps } from './job.ts';

/** What jobs about money are given. They are only enqueued where something is sold online. */
export function sellingDeps({ payments, keyVault, log }: JobDeps): HandlerDeps {
  return { payments: must(payments, 'a payment provider, which this worker was started without'), keyVault, log };
}
