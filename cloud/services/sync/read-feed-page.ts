import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type FeedCursor, feedCursorSchema } from '#shared/sync/cursor.ts';
import { type FeedRow, readFeed } from '../../db/feed.ts';
import { feedEpoch } from '../../db/feed-epoch.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import { loadDoorEvent } from '../events/load-door-event.ts';
import { mustNotBeRevoked } from '../stations/authenticate-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import { mustBeInScope } from './must-be-in-scope.ts';
import { feedPageText } from './protocol-text.ts';

/** SY-1: the next changes of an event after a cursor, as the JSON text of a FeedResponse. */
export async function readFeedPage(
  ctx: StationCtx,
  query: { readonly eventId: unknown; readonly cursor: unknown; readonly limit?: number },
): Promise<string> {
  mustNotBeRevoked(ctx);
  const eventId = mustBeInScope(ctx, query.eventId);
  const cursor = readCursor(query.cursor);
  const epoch = await feedEpoch(ctx.db);
  if (cursor.epoch !== epoch) return JSON.stringify({ kind: 'rebootstrap', epoch });
  const limit = Math.min(query.limit ?? limits.feedPageRowsMax, limits.feedPageRowsMax);
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const rows = await readFeed(tx, { orgId: ctx.orgId, eventId, cursor, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = last === undefined ? cursor : { epoch, xid: last.xid, kind: last.kind, id: last.id };
      const items = await Promise.all(page.map(row => itemText(tx, ctx, eventId, row)));
      return feedPageText(ctx.protocol, { items, cursor: next, more: rows.length > limit });
    },
    { readOnly: true },
  );
}

/** The event's document is read after the page's statement, so it is at least as new as the change that called for it. */
async function itemText(tx: Tx, ctx: StationCtx, eventId: EventId, row: FeedRow): Promise<string> {
  if (row.kind === 1) return `{"kind":"ticket","eventId":"${eventId}","ticket":${row.body}}`;
  if (row.kind === 2) return `{"kind":"scan","eventId":"${eventId}","scan":${row.body}}`;
  return JSON.stringify({ kind: 'event', event: await loadDoorEvent(tx, ctx.orgId, eventId) });
}

function readCursor(raw: unknown): FeedCursor {
  const parsed = feedCursorSchema.safeParse(typeof raw === 'string' ? parseJson(raw) : raw);
  if (!parsed.success) throw refusal('bad-input', { field: 'cursor', sentence: 'this is no cursor of the feed' });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
