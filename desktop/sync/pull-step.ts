import type { EventId } from '#shared/kernel/ids.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { correctedInstant } from '#shared/sync/clock-offset.ts';
import type { FeedResponse } from '#shared/sync/protocol.ts';
import { recordRevocation } from './revocation.ts';
import { snapshotStep } from './snapshot-step.ts';
import type { StepResult, SyncContext } from './sync-context.ts';

/** Rows of a page are applied in slices, so that a scan never waits for a whole one. */
const sliceItems = 250;
/** An empty page is written down no more often than this: it only says that the roster is still good. */
const confirmEveryMs = 15_000;

/** What comes next for one event: its roster if it has none, else the next page of changes. */
export async function pullStep(context: SyncContext, eventId: EventId): Promise<StepResult> {
  const identity = context.identity();
  if (identity === null || identity.revoked || !identity.scope.eventIds.includes(eventId)) return 'idle';
  const cursor = context.sync.store.events.byId(eventId)?.roster.cursor ?? null;
  if (cursor === null) return snapshotStep(context, eventId);
  const access = await context.access();
  if (access === null) return 'failed';
  const answer = await context.cloud.feed(access, { eventId, cursor });
  if (answer.kind === 'refused' && answer.code === 'station-revoked') {
    recordRevocation(context);
    return 'worked';
  }
  const response = context.heard(answer);
  if (response === null) return 'failed';
  if (response.kind === 'rebootstrap') {
    context.sync.mirror.startOver(eventId);
    context.changed();
    return 'worked';
  }
  return applyPage(context, eventId, response);
}

/** The events this station may see; the one at whose door it stands comes first. */
export function eventsInScope(context: SyncContext): readonly EventId[] {
  const identity = context.identity();
  if (identity === null || identity.revoked) return [];
  const here = context.sync.store.settings.read('place')?.eventId;
  const { eventIds } = identity.scope;
  return here === undefined ? eventIds : [...eventIds].sort((a, b) => Number(b === here) - Number(a === here));
}

async function applyPage(
  context: SyncContext,
  eventId: EventId,
  page: Extract<FeedResponse, { kind: 'page' }>,
): Promise<StepResult> {
  const { mirror, store } = context.sync;
  const asked = store.events.byId(eventId)?.roster ?? null;
  const { items } = page;
  if (items.some(item => (item.kind === 'event' ? item.event.eventId : item.eventId) !== eventId)) {
    context.heard({ kind: 'garbled', what: 'changes of another event' });
    return 'failed';
  }
  const at = correctedInstant(context.clock.now(), store.settings.read('clockOffsetMs'));
  if (items.length === 0) {
    const lastMs = asked?.asOf == null ? 0 : instantMs(asked.asOf);
    if (Math.abs(instantMs(at) - lastMs) >= confirmEveryMs) {
      mirror.confirm(eventId, at);
      context.changed();
    }
    return page.more ? 'worked' : 'idle';
  }
  for (let from = 0; from < items.length; from += sliceItems) {
    // The cursor moves with the last slice, after everything that lies before it.
    const last = from + sliceItems >= items.length;
    mirror.applyFeed(eventId, items.slice(from, from + sliceItems), last ? { cursor: page.cursor, at } : null);
    if (!last) await context.breathe();
  }
  context.changed();
  return 'worked';
}
