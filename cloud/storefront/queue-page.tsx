import type { EventView } from '#shared/api/events.ts';
import type { RoomVisit } from '#shared/inventory/plan-turns.ts';
import { type Instant, msBetween } from '#shared/kernel/instant.ts';
import { howLong } from './how-long.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import { Evening } from './parts/evening.tsx';
import { LookAgain } from './parts/look-again.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

export type QueuePage = {
  readonly event: EventView;
  readonly visit: Exclude<RoomVisit, { readonly kind: 'free' }>;
  readonly now: Instant;
  /** What was chosen, to go on with. */
  readonly query: string;
};

/** The waiting room: where somebody stands, said as it is, and looked at again by itself without any script. */
export function queuePage(shop: Shop, { event, visit, now, query }: QueuePage): RenderedPage {
  const { say } = shop;
  const path = `/events/${event.eventId}/queue`;
  const title = titleOf(shop, visit);
  const seconds = visit.kind === 'turn' ? 0 : lookAgainSeconds(visit, now);
  return renderPage(shop, {
    title,
    path,
    quiet: true,
    head: seconds === 0 ? null : <LookAgain seconds={seconds} />,
    scripts: ['look-again'],
    children: (
      <section className="ticket plain">
        <div className="sheet" role="status" data-look-again={seconds}>
          <h1>{title}</h1>
          <Evening shop={shop} event={event} />
          <Standing shop={shop} visit={visit} />
          {visit.kind === 'turn' ? (
            <p className="actions">
              <a
                className="button strong"
                href={`${storePath(shop.place, `/events/${event.eventId}/checkout`)}${query}`}
              >
                {say('queue.go')}
              </a>
            </p>
          ) : visit.kind === 'crowded' ? null : (
            <p>{say('queue.keep')}</p>
          )}
        </div>
      </section>
    ),
  });
}

function titleOf({ say }: Shop, { kind }: QueuePage['visit']): string {
  if (kind === 'crowded') return say('queue.crowded');
  return kind === 'turn' ? say('queue.turn') : say('queue.title');
}

function Standing({ shop, visit }: { readonly shop: Shop; readonly visit: QueuePage['visit'] }) {
  const { say, format } = shop;
  if (visit.kind === 'turn') return <p>{say('queue.until', { time: format.time(visit.until) })}</p>;
  if (visit.kind === 'crowded') return <p>{say('queue.crowdedText', { time: format.time(visit.until) })}</p>;
  if (visit.kind === 'before') return <p>{say('queue.before', { time: format.dayTime(visit.opensAt) })}</p>;
  return (
    <>
      {visit.again ? <p className="notice">{say('queue.again')}</p> : null}
      <p>
        <strong>{say('queue.ahead', { count: visit.ahead })}</strong> {howLong(shop, visit.minutes)}
      </p>
      <p>{visit.left.kind === 'some' ? say('queue.left', { count: visit.left.places }) : say('queue.held')}</p>
    </>
  );
}

/** Soon where it moves soon; a long queue need not ask often. */
function lookAgainSeconds(visit: Exclude<QueuePage['visit'], { readonly kind: 'turn' }>, now: Instant): number {
  if (visit.kind === 'crowded') return 60;
  if (visit.kind === 'waiting') return Math.min(60, Math.max(5, visit.minutes * 5));
  return Math.min(60, Math.max(3, Math.ceil(msBetween(visit.opensAt, now) / 1000)));
}
