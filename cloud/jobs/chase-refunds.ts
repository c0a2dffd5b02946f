import { chaseRefunds } from '../services/refunds/chase-refunds.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';

/** OR-6: every ten minutes, refunds that went quiet are brought on their way again. */
export const chaseRefundsJob: Job = {
  name: 'chase-refunds',
  cron: '*/10 * * * *',
  run: async deps => {
    const { payments, log } = deps;
    if (payments !== undefined) await forEachOrg(deps, 'chase-refunds', ctx => chaseRefunds(ctx, { payments, log }));
  },
};
