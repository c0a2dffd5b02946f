import type { EventView } from '#shared/api/events.ts';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import type { ChoiceTier } from './tier-line.tsx';

/** Everything there is to know about the evening, under headings. */
export function EventFacts({
  shop,
  event,
  tiers,
}: {
  readonly shop: Shop;
  readonly event: EventView;
  readonly tiers: readonly ChoiceTier[];
}) {
  const { say, format } = shop;
  const proofs = tiers.flatMap(tier => proofWords(shop, tier));
  const here = storePath(shop.place, `/events/${event.eventId}`);
  return (
    <>
      {event.description === '' ? null : (
        <section className="about">
          <h2 className="small">{say('event.about')}</h2>
          {event.description.split(/\n{2,}/).map(paragraph => (
            <p key={paragraph} dir="auto">
              {paragraph}
            </p>
          ))}
        </section>
      )}
      {event.lineUp.length === 0 ? null : (
        <section>
          <h2 className="small">{say('event.lineUp')}</h2>
          <ul className="bill">
            {event.lineUp.map(act => (
              <li key={`${act.name} ${act.startsAt ?? ''}`}>
                {act.startsAt === null ? null : <time dateTime={act.startsAt}>{format.time(act.startsAt)}</time>}
                <bdi className="act">{act.name}</bdi>
                {act.note === '' ? null : <bdi className="act-note">{act.note}</bdi>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className="facts">
        <div>
          <dt>{say('event.when')}</dt>
          <dd>
            <time dateTime={event.startsAt}>{format.days(event.startsAt, event.endsAt)}</time>
            <br />
            {say('event.doors', { time: format.time(event.doorsAt) })}
            <br />
            {say('event.starts', { time: format.time(event.startsAt) })}
            <br />
            {say('event.ends', { time: format.time(event.endsAt) })}
            <br />
            <a href={`${here}/calendar.ics`}>{say('event.calendar')}</a>
          </dd>
        </div>
        <div>
          <dt>{say('event.venue')}</dt>
          <dd>
            <bdi>{event.venue}</bdi>
            {event.address === '' ? null : (
              <>
                <br />
                <bdi>{event.address}</bdi>
                <br />
                <a
                  href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(event.address)}`}
                  rel="noopener noreferrer"
                >
                  {say('event.map')}
                </a>
              </>
            )}
          </dd>
        </div>
        {proofs.length === 0 ? null : (
          <div>
            <dt>{say('event.age')}</dt>
            <dd>
              {proofs.map(words => (
                <p key={words}>{words}</p>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function proofWords({ say }: Shop, { name: tier, proof }: ChoiceTier): string[] {
  if (proof === null) return [];
  const { ageMin: min, ageMax: max, what } = proof;
  const age =
    min !== null && max !== null
      ? [say('event.ageBetween', { tier, min, max })]
      : min !== null
        ? [say('event.ageFrom', { tier, min })]
        : max !== null
          ? [say('event.ageUpTo', { tier, max })]
          : [];
  return [...age, ...(what === null || what === '' ? [] : [say('event.proof', { tier, what })])];
}
