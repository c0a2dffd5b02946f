import type { EventView } from '#shared/api/events.ts';
import { logoElsewhere } from '#shared/catalog/logo-elsewhere.ts';
import { eventStage, saleEndsAt, tierStage } from '#shared/catalog/on-sale.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { currencyExponent } from '#shared/kernel/money.ts';
import type { Shop } from './shop.ts';
import { storeUrl } from './store-place.ts';
import type { OfferedTier } from './tier-state.ts';

/** Open Graph names a territory with a language; for none of ours does it matter which. */
const graphLocales = { en: 'en_GB', de: 'de_DE', fr: 'fr_FR', es: 'es_ES', ar: 'ar_AR' } as const;

export type DataTier = OfferedTier & { readonly name: string; readonly priceMinor: number; readonly currency: string };

/** What search engines and chats read of an event: schema.org and Open Graph. Data, not a script. */
export function EventData({
  shop,
  event,
  tiers,
  now,
}: {
  readonly shop: Shop;
  readonly event: EventView;
  readonly tiers: readonly DataTier[];
  readonly now: Instant;
}) {
  const url = storeUrl(shop.place, `/events/${event.eventId}`);
  const summary = event.description.slice(0, 300) || `${event.title}, ${shop.format.day(event.startsAt)}`;
  const picture = logoElsewhere(`${shop.place.origin}${shop.place.base}`, shop.brand.logo?.address ?? null);
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={shop.brand.name} />
      <meta property="og:title" content={event.title} />
      <meta property="og:description" content={summary} />
      <meta property="og:url" content={url} />
      <meta property="og:locale" content={graphLocales[shop.language]} />
      {/* Chats have no ground but their own, which is a light one as often as not. */}
      {picture === null || picture.ground === 'house' ? null : <meta property="og:image" content={picture.address} />}
      <meta name="twitter:card" content="summary" />
      <link rel="alternate" type="text/calendar" href={`${url}/calendar.ics`} />
      <script
        type="application/ld+json"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every `<` written as an escape cannot end the element.
        dangerouslySetInnerHTML={{
          __html: JSON.stringify(eventLinkedData(shop, { event, tiers, now })).replaceAll('<', '\\u003c'),
        }}
      />
    </>
  );
}

export function eventLinkedData(
  shop: Shop,
  { event, tiers, now }: { readonly event: EventView; readonly tiers: readonly DataTier[]; readonly now: Instant },
) {
  const url = storeUrl(shop.place, `/events/${event.eventId}`);
  // What is over or will not take place is not on offer any more.
  const offered = eventStage(event, now) === 'on-sale' ? tiers : [];
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    url,
    startDate: event.startsAt,
    endDate: event.endsAt,
    doorTime: event.doorsAt,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    eventStatus: `https://schema.org/${event.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    ...(event.description === '' ? {} : { description: event.description }),
    location: { '@type': 'Place', name: event.venue || shop.brand.name, address: event.address },
    organizer: { '@type': 'Organization', name: shop.brand.name, url: storeUrl(shop.place, '/') },
    performer: event.lineUp.map(({ name }) => ({ '@type': 'PerformingGroup', name })),
    offers: offered.map(tier => ({
      '@type': 'Offer',
      name: tier.name,
      price: (tier.priceMinor / 10 ** currencyExponent(tier.currency)).toFixed(currencyExponent(tier.currency)),
      priceCurrency: tier.currency,
      url,
      availability: `https://schema.org/${availabilityOf(tier, now)}`,
      ...(tier.saleOpensAt === null ? {} : { validFrom: tier.saleOpensAt }),
      validThrough: saleEndsAt(tier, event),
    })),
  };
}

/** EV-9: search engines have no word for what is no longer sold but that nothing is to be had. */
function availabilityOf(tier: DataTier, now: Instant): 'PreOrder' | 'InStock' | 'SoldOut' {
  const stage = tierStage(tier, now);
  if (stage === 'before') return 'PreOrder';
  return stage === 'closed' || tier.left < tier.orderMin ? 'SoldOut' : 'InStock';
}
