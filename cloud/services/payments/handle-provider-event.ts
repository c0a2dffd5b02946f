import { finishProviderEvent, loadProviderEvent } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { tellFault } from '../describe-fault.ts';
import { requirePermission } from '../require-permission.ts';
import { type HandlerDeps, providerEventHandlers } from './provider-event-handlers.ts';

/** PY-3: works off one event that was kept. It may be done any number of times; how often, and what went wrong, is kept with it. */
export async function handleProviderEvent(ctx: Ctx, deps: HandlerDeps, eventId: string): Promise<void> {
  requirePermission(ctx, 'webhooks:replay');
  const event = await withTenant(ctx.db, ctx.orgId, tx => loadProviderEvent(tx, eventId), { readOnly: true });
  if (event === null) return;
  const finish = (state: 'done' | 'ignored' | 'failed', error: string | null) =>
    withTenant(ctx.db, ctx.orgId, async (tx, end) =>
      end(finishProviderEvent(tx, eventId, { state, error, at: ctx.now })),
    );
  const line = providerEventHandlers.find(({ types }) => types.test(event.type));
  try {
    await finish(line === undefined ? 'ignored' : await line.handle(ctx, deps, event), null);
  } catch (error) {
    await finish('failed', tellFault(error));
    throw error;
  }
}
