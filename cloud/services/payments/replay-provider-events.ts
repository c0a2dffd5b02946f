import { z } from 'zod';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import {
  enqueueProviderEvent,
  listProviderEventRows,
  loadProviderEvent,
  type StoredProviderEvent,
} from '../../db/provider-events.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

export const replaySchema = z.union([
  z.object({ eventId: z.string().min(1).max(200) }),
  z.object({ state: z.enum(['received', 'failed', 'done', 'ignored']), type: z.string().max(200).optional() }),
]);

/**
 * Works through one event again, or through up to a page of them. Safe at any time: the work asks the provider how things stand
 * now and moves forward only.
 */
export async function replayProviderEvents(ctx: Ctx, raw: unknown): Promise<{ readonly replayed: number }> {
  requirePermission(ctx, 'webhooks:replay');
  const input = replaySchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const events = 'eventId' in input ? [await mustLoad(tx, input.eventId)] : await ofState(tx, input);
    for (const event of events) await enqueueProviderEvent(tx, ctx.orgId, event);
    await audit(tx, ctx, {
      verb: 'webhooks.replay',
      target: 'eventId' in input ? input.eventId : input.state,
      before: null,
      after: { replayed: events.length },
    });
    return { replayed: events.length };
  });
}

async function mustLoad(tx: Tx, eventId: string): Promise<StoredProviderEvent> {
  const event = await loadProviderEvent(tx, eventId);
  if (event === null) throw refusal('not-found');
  return event;
}

function ofState(
  tx: Tx,
  input: { readonly state: 'received' | 'failed' | 'done' | 'ignored'; readonly type?: string | undefined },
): Promise<StoredProviderEvent[]> {
  return listProviderEventRows(tx, {
    state: input.state,
    type: input.type,
    before: null,
    beforeId: null,
    limit: limits.pageSizeMax,
  });
}
