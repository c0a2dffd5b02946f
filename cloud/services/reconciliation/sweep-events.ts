import type { Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { listLeftOverEvents } from '../../db/provider-events.ts';
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

/** Kept, and not worked off although nobody is at it any more: what waits longest first. */
function leftOver(ctx: Ctx): Promise<string[]> {
  const bounds = {
    now: ctx.now,
    quietMs: limits.reconcileQuietMs,
    triesMax: limits.providerEventTriesMax,
    limit: limits.pageSizeMax,
  };
  return withTenant(ctx.db, ctx.orgId, tx => listLeftOverEvents(tx, bounds), { readOnly: true });
}
