import { z } from 'zod';
import type { EventId } from '#shared/kernel/ids.ts';
import { snapshotCursor } from '../../db/feed.ts';
import { feedEpoch } from '../../db/feed-epoch.ts';
import { countSnapshot, readScanPages, readTicketPages, type SnapshotPage } from '../../db/snapshot.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { loadDoorEvent } from '../events/load-door-event.ts';
import { mustNotBeRevoked } from '../stations/authenticate-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { mustBeInScope } from './must-be-in-scope.ts';
import { snapshotLineText, snapshotRowsText } from './protocol-text.ts';

const resumeSchema = z.object({
  phase: z.enum(['tickets', 'scans']).default('tickets'),
  after: z.string().max(64).default(''),
});

/**
 * SY-1: the whole roster of an event as lines of JSON. The cursor of the head is taken before the first page is read: whatever
 * changes while the pages are on their way comes again with the feed. Pages are read as the reader takes them, one step ahead.
 */
export async function streamSnapshot(
  ctx: StationCtx,
  query: { readonly eventId: unknown; readonly phase: unknown; readonly after: unknown },
): Promise<AsyncGenerator<string>> {
  mustNotBeRevoked(ctx);
  const eventId = mustBeInScope(ctx, query.eventId);
  const { phase, after } = resumeSchema.parse({ phase: query.phase, after: query.after });
  const head = await headText(ctx, eventId);
  return lines(
    ctx,
    eventId,
    head,
    phase === 'tickets' ? { tickets: after, scans: '' } : { tickets: null, scans: after },
  );
}

async function headText(ctx: StationCtx, eventId: EventId): Promise<string> {
  const epoch = await feedEpoch(ctx.db);
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const cursor = { epoch, ...(await snapshotCursor(tx, ctx.orgId, eventId)) };
      const event = await loadDoorEvent(tx, ctx.orgId, eventId);
      const counts = await countSnapshot(tx, ctx.orgId, eventId);
      return snapshotLineText(ctx.protocol, { line: 'head', cursor, event, ...counts });
    },
    { readOnly: true },
  );
}

async function* lines(
  ctx: StationCtx,
  eventId: EventId,
  head: string,
  from: { readonly tickets: string | null; readonly scans: string },
): AsyncGenerator<string> {
  yield `${head}\n`;
  if (from.tickets !== null) yield* pages(ctx, eventId, 'tickets', from.tickets);
  yield* pages(ctx, eventId, 'scans', from.scans);
  yield `${snapshotLineText(ctx.protocol, { line: 'end' })}\n`;
}

const pagesPerRead = 5;

/** Each read is a short transaction of its own, so that a slow reader holds neither a snapshot nor a connection. */
async function* pages(
  ctx: StationCtx,
  eventId: EventId,
  line: 'tickets' | 'scans',
  first: string,
): AsyncGenerator<string> {
  const read = (after: string): Promise<readonly SnapshotPage[]> => {
    const reading = withTenant(
      ctx.db,
      ctx.orgId,
      tx =>
        (line === 'tickets' ? readTicketPages : readScanPages)(tx, {
          orgId: ctx.orgId,
          eventId,
          after,
          pages: pagesPerRead,
        }),
      { readOnly: true },
    );
    // Read ahead and maybe never awaited, when the reader goes away; whoever does await it still gets the error.
    reading.catch(() => {});
    return reading;
  };
  for (let next: Promise<readonly SnapshotPage[]> | null = read(first); next !== null; ) {
    const found: readonly SnapshotPage[] = await next;
    const last = found.at(-1);
    next = found.length === pagesPerRead && last !== undefined ? read(last.after) : null;
    for (const page of found) yield `${snapshotRowsText(ctx.protocol, { line, ...page })}\n`;
  }
}
