import type { Instant } from '#shared/kernel/instant.ts';
import type { LiveEvent } from '#shared/sync/protocol.ts';
import type { FeedNews } from '../../db/feed-hub.ts';
import { mustNotBeRevoked } from '../stations/authenticate-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import type { Live } from './create-live.ts';

const beatEveryMs = 15_000;
/** Beats a reader may leave unread before it is let go. */
const unreadBeatsMax = 2;

/**
 * Server-sent events for one station, which pulls the feed when it is told that something changed. News wait as a set, so a slow
 * reader costs no memory; one that takes nothing for two beats is dropped and polls or connects again.
 */
export function streamLive(ctx: StationCtx, live: Live, now: () => Instant): ReadableStream<Uint8Array> {
  mustNotBeRevoked(ctx);
  const { eventIds, stationId } = ctx.station;
  // It may have missed something between its last pull and now.
  const pending = new Map<string, FeedNews>(eventIds.map(eventId => [eventId, { type: 'changed', eventId }]));
  let unreadBeats = 0;
  let release = () => {};
  const flush = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (const [key, news] of pending) {
      if (!hasRoom(controller)) return;
      pending.delete(key);
      controller.enqueue(frame(news));
      // Connecting again is how it comes to its new rights, or learns that it has none.
      if (news.type !== 'changed') {
        release();
        controller.close();
        return;
      }
    }
  };
  const beat = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    unreadBeats = hasRoom(controller) ? 0 : unreadBeats + 1;
    if (unreadBeats === 0) controller.enqueue(frame({ type: 'beat', time: now() }));
    if (unreadBeats < unreadBeatsMax) return;
    release();
    controller.error(new Error('the reader is too slow'));
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const timer = setInterval(() => beat(controller), beatEveryMs);
        const tell = (news: FeedNews) => {
          pending.set('eventId' in news ? news.eventId : news.type, news);
          flush(controller);
        };
        const leave = live.subscribe({ orgId: ctx.orgId, stationId, eventIds, tell });
        release = () => {
          clearInterval(timer);
          leave();
        };
        beat(controller);
      },
      pull: flush,
      cancel: () => release(),
    },
    { highWaterMark: 16 },
  );
}

function hasRoom(controller: ReadableStreamDefaultController<Uint8Array>): boolean {
  return (controller.desiredSize ?? 0) > 0;
}

const encoder = new TextEncoder();

function frame(event: LiveEvent): Uint8Array {
  return encoder.encode(`data: ${JSON.stringify(event)}\n\n`);
}
