import { mintId } from '#shared/kernel/ids.ts';
import { lapseHolds } from '../services/holds/lapse-holds.ts';
import { listOrgIds } from '../services/organizations/list-org-ids.ts';
import type { Job } from './job.ts';

/** IN-2: every minute, what was reserved and not taken goes back on sale. Buyers in need do not wait for it. */
export const lapseHoldsJob: Job = {
  name: 'lapse-holds',
  cron: '* * * * *',
  run: async ({ db, now, randomBytes }) => {
    for (const orgId of await listOrgIds(db))
      await lapseHolds({
        db,
        now: now(),
        randomBytes,
        requestId: mintId('RequestId', randomBytes),
        orgId,
        actor: { kind: 'system', job: 'lapse-holds' },
      });
  },
};
