import { z } from 'zod';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { instantSchema } from '#shared/kernel/schemas.ts';
import { audit } from '../../db/audit.ts';
import { listProviderEventRows, loadProviderEvent, type StoredProviderEvent } from '../../db/provider-events.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { enqueueProviderEvent } from './enqueue-provider-event.ts';

const whatToReplay = 'name one event, or a state, or the moment from which on';

const rangeSchema = z
  .object({
    state: z.enum(['received', 'failed', 'done', 'ignored']),
    type: z.string().min(1).max(200),
    receivedFrom: instantSchema,
    receivedBefore: instantSchema,
  })
  .partial()
  .refine(range => range.state !== undefined || range.receivedFrom !== undefined, { error: whatToReplay });
type Range = z.output<typeof rangeSchema>;

export const replaySchema = z
  .union([z.object({ eventId: z.string().min(1).max(200) }), rangeSchema], { error: whatToReplay })
  .meta({ example: { state: 'failed', receivedFrom: '2026-11-22T18:00:00Z', receivedBefore: '2026-11-22T20:00:00Z' } });

/**
 * PY-9: works through one event again, or through all of a state, a type or a time, and through none where they are too many at
 * once. Safe at any time: the work asks the provider how things stand now and moves forward only.
 */
export async function replayProviderEvents(ctx: Ctx, raw: unknown): Promise<{ readonly replayed: number }> {
  requirePermission(ctx, 'webhooks:replay');
  const input = replaySchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const events = 'eventId' in input ? [await mustLoad(tx, input.eventId)] : await inRange(tx, input);
    for (const event of events) await enqueueProviderEvent(tx, ctx.orgId, event);
    await audit(tx, ctx, {
      verb: 'webhooks.replay',
      target: 'eventId' in input ? input.eventId : (input.state ?? 'all'),
      before: null,
      after: { ...input, replayed: events.length },
    });
    return { replayed: events.length };
  });
}

async function mustLoad(tx: Tx, eventId: string): Promise<StoredProviderEvent> {
  const event = await loadProviderEvent(tx, eventId);
  if (event === null) throw refusal('not-found');
  return event;
}

async function inRange(tx: Tx, { state, type, receivedFrom, receivedBefore }: Range): Promise<StoredProviderEvent[]> {
  const found: StoredProviderEvent[] = [];
  // Nothing has an id before the empty one: the first page begins with what came strictly earlier.
  let behind = receivedBefore === undefined ? null : { receivedAt: receivedBefore, eventId: '' };
  for (;;) {
    const [before, beforeId] = [behind?.receivedAt ?? null, behind?.eventId ?? null];
    const page = await listProviderEventRows(tx, { state, type, before, beforeId, limit: limits.pageSizeMax });
    found.push(...page.filter(event => receivedFrom === undefined || event.receivedAt >= receivedFrom));
    if (found.length > limits.providerEventsReplayMax)
      throw refusal('too-large', { eventsMax: limits.providerEventsReplayMax });
    const last = page.at(-1);
    if (last === undefined || page.length < limits.pageSizeMax) return found;
    if (receivedFrom !== undefined && last.receivedAt < receivedFrom) return found;
    behind = last;
  }
}
