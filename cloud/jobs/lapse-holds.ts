import { lapseHolds } from '../services/holds/lapse-holds.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';

/** IN-2: every minute, what was reserved and not taken goes back on sale. Buyers in need do not wait for it. */
export const lapseHoldsJob: Job = {
  name: 'lapse-holds',
  cron: '* * * * *',
  run: deps => forEachOrg(deps, 'lapse-holds', lapseHolds),
};
