import { remindOfDisputes } from '../services/disputes/remind-of-disputes.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';

/** OR-16: every hour, answers to disputes that are due soon are asked for. */
export const remindOfDisputesJob: Job = {
  name: 'remind-of-disputes',
  cron: '7 * * * *',
  run: async deps => forEachOrg(deps, 'remind-of-disputes', ctx => remindOfDisputes(ctx, deps.log)),
};
