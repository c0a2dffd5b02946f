import { forgetTraces } from '../services/retention/forget-traces.ts';
import { shortenProviderEvents } from '../services/retention/shorten-provider-events.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';

/** KE-1, KE-2: every night, what was kept of people for a purpose that is over is shortened. */
export const keepNoLongerJob: Job = {
  name: 'keep-no-longer',
  cron: '23 3 * * *',
  run: async deps => {
    const events = await shortenProviderEvents(deps.db, deps.now());
    if (events > 0) deps.log({ level: 'info', event: 'provider-events-shortened', events });
    await forEachOrg(deps, 'keep-no-longer', async ctx => {
      const orders = await forgetTraces(ctx);
      if (orders > 0) deps.log({ level: 'info', event: 'checkout-traces-forgotten', orgId: ctx.orgId, orders });
    });
  },
};
