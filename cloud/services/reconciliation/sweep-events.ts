import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { listProviderEventRows } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { handleProviderEvent } from '../payments/handle-provider-event.ts';
import { keepProviderEvent } from '../payments/keep-provider-event.ts';
import type { HandlerDeps } from '../payments/provider-event-handlers.ts';
import { orUnexplained, type ReconciliationReport } from './reconciliation-report.ts';

/** LE-2: what the provider told and nobody answered is kept and worked off, as if it had just arrived. */
export async function sweepEvents(
  ctx: Ctx,
  deps: HandlerDeps,
  since: Instant,
  report: ReconciliationReport,
): Promise<void> {
  for await (const event of deps.payments.undelivered(report.account, since)) {
    // Listed for one account, an event does not repeat whose it is.
    const owned = { ...event, account: event.account ?? report.account };
    await orUnexplained(report, 'events', event.eventId, async () => {
      const how = { receivedAt: ctx.now, source: 'reconciliation', headers: {} } as const;
      if ((await keepProviderEvent(ctx.db, owned, how)) !== 'fresh') return;
      report.events += 1;
      await handleProviderEvent(ctx, deps, event.eventId);
    });
  }
  for (const eventId of await leftOver(ctx))
    await orUnexplained(report, 'events', eventId, async () => {
      await handleProviderEvent(ctx, deps, eventId);
      report.events += 1;
    });
}

/** Kept, and not worked off although nobody is at it any more. */
async function leftOver(ctx: Ctx): Promise<string[]> {
  const quietSince = addMs(ctx.now, -limits.reconcileQuietMs);
  const query = { type: undefined, before: null, beforeId: null, limit: limits.pageSizeMax };
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => [
      ...(await listProviderEventRows(tx, { ...query, state: 'received' })),
      ...(await listProviderEventRows(tx, { ...query, state: 'failed' })),
    ],
    { readOnly: true },
  );
  return rows.filter(row => (row.handledAt ?? row.receivedAt) < quietSince).map(({ eventId }) => eventId);
}
