import type { EventView } from '#shared/api/events.ts';
import { ageWords } from './age-words.ts';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';
import type { ChoiceTier } from './tier-line.tsx';

type Props = { readonly shop: Shop; readonly event: EventView };

/** Everything there is to know about the evening, under headings. `ahead`: it is still to come, and worth noting. */
export function AboutEvent({
  shop,
  event,
  tiers,
  ahead,
}: Props & { readonly tiers: readonly ChoiceTier[]; readonly ahead: boolean }) {
  const { say } = shop;
  const ages = tiers.map(tier => ({ tier: tier.name, words: ageWords(shop, tier.proof) }));
  const papers = tiers.map(tier => ({ tier: tier.name, words: tier.proof?.what ?? null }));
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
      {event.lineUp.length === 0 ? null : <Bill shop={shop} event={event} />}
      <dl className="facts">
        <When shop={shop} event={event} ahead={ahead} />
        <Where shop={shop} event={event} />
        <PerTier title={say('event.age')} lines={ages} />
        <PerTier title={say('event.bring')} lines={papers} />
      </dl>
    </>
  );
}

function Bill({ shop: { say, format }, event }: Props) {
  return (
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
  );
}

function When({ shop: { say, format, place }, event, ahead }: Props & { readonly ahead: boolean }) {
  return (
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
        {ahead ? (
          <>
            <br />
            <a href={storePath(place, `/events/${event.eventId}/calendar.ics`)}>{say('event.calendar')}</a>
          </>
        ) : null}
      </dd>
    </div>
  );
}

function Where({ shop: { say }, event }: Props) {
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(event.address)}`;
  return (
    <div>
      <dt>{say('event.venue')}</dt>
      <dd>
        <bdi>{event.venue}</bdi>
        {event.address === '' ? null : (
          <>
            <br />
            <bdi>{event.address}</bdi>
            <br />
            <a href={map} rel="noopener noreferrer">
              {say('event.map')}
            </a>
          </>
        )}
      </dd>
    </div>
  );
}

type TierWords = { readonly tier: string; readonly words: string | null };

/** SH-14: what holds for some kinds of tickets: each kind with its own, under one heading; nothing where none says anything. */
function PerTier({ title, lines }: { readonly title: string; readonly lines: readonly TierWords[] }) {
  const said = lines.filter(({ words }) => words !== null && words !== '');
  if (said.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <ul className="per-tier">
          {said.map(({ tier, words }) => (
            <li key={tier}>
              <span>
                <bdi>{tier}</bdi>
              </span>{' '}
              <span className="per-tier-words">
                <bdi>{words}</bdi>
              </span>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
