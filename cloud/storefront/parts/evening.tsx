import type { EventView } from '#shared/api/events.ts';
import type { Shop } from '../shop.ts';

/** Which evening this is about, in three lines. */
export function Evening({ shop, event }: { readonly shop: Shop; readonly event: EventView }) {
  return (
    <p className="evening">
      <strong className="what-title" lang={event.languages[0]}>
        <bdi>{event.title}</bdi>
      </strong>
      <span className="hint">
        {shop.format.days(event.startsAt, event.endsAt)} · {shop.format.time(event.startsAt)}
        <br />
        <bdi>{event.venue}</bdi>
      </span>
    </p>
  );
}
