import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { EventId, OrgId, StationId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import type { Db } from './with-tenant.ts';

export type FeedNews =
  | { readonly type: 'changed'; readonly eventId: EventId }
  | { readonly type: 'scope' }
  | { readonly type: 'revoked' };

export type FeedSubscription = {
  readonly orgId: OrgId;
  readonly stationId: StationId;
  readonly eventIds: readonly EventId[];
  readonly tell: (news: FeedNews) => void;
};

/** Tells subscribers of committed changes. One listening connection per process, held only while somebody subscribes. */
export type FeedHub = { subscribe(subscription: FeedSubscription): () => void };

const feedNoticeSchema = z.object({ org: idSchema('OrgId'), event: idSchema('EventId'), xid: z.int() });
const stationNoticeSchema = z.object({ org: idSchema('OrgId'), station: idSchema('StationId'), state: z.string() });
type FeedNotice = z.infer<typeof feedNoticeSchema>;

/** Who is told, and what was announced and cannot be handed out yet. */
type Hub = { readonly subscribers: Set<FeedSubscription>; waiting: FeedNotice[] };

export function createFeedHub(db: Db, onError: (error: unknown) => void): FeedHub {
  const hub: Hub = { subscribers: new Set(), waiting: [] };
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let failures = 0; hub.subscribers.size > 0; ) {
      try {
        await listen(db, hub, onError);
        failures = 0;
      } catch (error) {
        onError(error);
        failures += 1;
        await after(Math.min(5_000, 100 * 2 ** failures));
      }
    }
    running = false;
    hub.waiting = [];
  }

  return {
    subscribe(subscription) {
      hub.subscribers.add(subscription);
      void run();
      return () => hub.subscribers.delete(subscription);
    },
  };
}

/** Until nobody subscribes any more, or the connection is lost. */
async function listen(db: Db, hub: Hub, onError: (error: unknown) => void): Promise<void> {
  const client = await db.connect();
  let lost: Error | undefined;
  const onLost = (error?: Error) => {
    lost ??= error ?? new Error('the listening connection ended');
  };
  client.on('error', onLost);
  client.on('end', onLost);
  const notices = noticesOf(client, (channel, payload) => onNotice(hub, channel, payload), onError);
  try {
    await client.query('listen foyer_feed; listen foyer_station');
    // What was announced while nobody listened is not announced again: everybody looks once.
    for (const subscriber of hub.subscribers)
      for (const eventId of subscriber.eventIds) subscriber.tell({ type: 'changed', eventId });
    while (hub.subscribers.size > 0 && lost === undefined) {
      if (hub.waiting.length > 0) tellBelow(hub, await horizonOf(client));
      await notices.nextOrAfter(hub.waiting.length > 0 ? horizonEveryMs : idleCheckMs);
    }
    if (lost === undefined) await client.query('unlisten *');
  } finally {
    notices.stop();
    client.off('error', onLost);
    client.off('end', onLost);
    client.release(lost);
  }
  if (lost !== undefined) throw lost;
}

function onNotice(hub: Hub, channel: string, payload: string): void {
  if (channel === 'foyer_feed') {
    hub.waiting.push(feedNoticeSchema.parse(JSON.parse(payload)));
    return;
  }
  const notice = stationNoticeSchema.parse(JSON.parse(payload));
  for (const subscriber of hub.subscribers)
    if (subscriber.orgId === notice.org && subscriber.stationId === notice.station)
      subscriber.tell({ type: notice.state === 'revoked' ? 'revoked' : 'scope' });
}

/** A change is told only when the feed can hand it out: once every older transaction has ended. */
function tellBelow(hub: Hub, horizon: number): void {
  const ripe = new Set(
    hub.waiting.filter(notice => notice.xid < horizon).map(notice => `${notice.org} ${notice.event}`),
  );
  hub.waiting = hub.waiting.filter(notice => notice.xid >= horizon);
  for (const subscriber of hub.subscribers)
    for (const eventId of subscriber.eventIds)
      if (ripe.has(`${subscriber.orgId} ${eventId}`)) subscriber.tell({ type: 'changed', eventId });
}

const horizonEveryMs = 10;
const idleCheckMs = 1_000;

async function horizonOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ horizon: string }>('select app.feed_horizon() as horizon');
  return Number(rows[0]?.horizon ?? 0);
}

/** Notices of a connection, handed on as they come; and a way to wait for the next one, or for some time. */
function noticesOf(
  client: PoolClient,
  onNotice: (channel: string, payload: string) => void,
  onError: (error: unknown) => void,
): { nextOrAfter(ms: number): Promise<void>; stop(): void } {
  let wake = () => {};
  const onNotification = (message: { channel: string; payload?: string | undefined }) => {
    try {
      onNotice(message.channel, message.payload ?? '');
    } catch (error) {
      onError(error);
    }
    wake();
  };
  const onEnd = () => wake();
  client.on('notification', onNotification);
  client.on('end', onEnd);
  return {
    nextOrAfter: ms =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    stop: () => {
      client.off('notification', onNotification);
      client.off('end', onEnd);
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
