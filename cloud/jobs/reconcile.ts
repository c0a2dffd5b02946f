import { reconcile } from '../services/reconciliation/reconcile.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';
import { sellingDeps } from './selling-deps.ts';

/** LE-2: every ten minutes, what webhooks that got lost left behind is put right, and what nobody can explain is told. */
export const reconcileJob: Job = {
  name: 'reconcile',
  cron: '*/10 * * * *',
  run: async deps => {
    if (deps.payments === undefined) return;
    await forEachOrg(deps, 'reconcile', async ctx => {
      for (const { account, unexplained, differences } of await reconcile(ctx, sellingDeps(deps)))
        if (unexplained.length > 0 || differences.length > 0)
          deps.log({
            level: 'warn',
            event: 'books-differ',
            orgId: ctx.orgId,
            account,
            unexplained: unexplained.length,
            differences,
          });
    });
  },
};
