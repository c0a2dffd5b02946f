import type { EventId, TierId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { createEvent } from '../../services/events/create-event.ts';
import { publishEvent } from '../../services/events/publish-event.ts';
import { editOrganization } from '../../services/organizations/edit-organization.ts';
import { createPool } from '../../services/pools/create-pool.ts';
import { createQuestion } from '../../services/questions/create-question.ts';
import { createTier } from '../../services/tiers/create-tier.ts';
import type { TestApp } from '../app.ts';

export type Evening = {
  readonly eventId: EventId;
  readonly path: string;
  readonly tiers: Readonly<Record<'stalls' | 'balcony' | 'child' | 'guest' | 'friends', TierId>>;
};

/** The first organization with its brand, and an evening on sale: every kind of tier, a question for a child, terms to accept. */
export async function anEvening(cloud: TestApp, over: { readonly typeface?: 'sans' | 'serif' } = {}): Promise<Evening> {
  const ctx = cloud.ctx(cloud.a);
  const at = (days: number, hours: number): Instant => addMs(cloud.clock.now, (days * 24 + hours) * 3_600_000);
  await editOrganization(ctx, {
    version: 1,
    name: 'Lantern Theatre',
    accent: '#9a1f3d',
    typeface: over.typeface ?? 'serif',
    imprint: 'Lantern Theatre, Ringgasse 4, 1010 Wien',
    terms: 'Tickets are not exchanged after the doors close.\n\nChildren sit beside their adult.',
    privacy: 'We keep what the evening needs and nothing else.',
    taxBasisPoints: 1_000,
  });
  const { eventId } = await createEvent(ctx, cloud.deps.keyVault, {
    title: 'Twelfth Night',
    description: 'Shakespeare’s comedy of twins, letters and yellow stockings.\n\nWith an interval of twenty minutes.',
    venue: 'Theater am Kai',
    address: 'Ringgasse 4, 1010 Wien',
    zone: 'Europe/Vienna',
    languages: ['en', 'de'],
    doorsAt: at(9, 6),
    startsAt: at(9, 7),
    endsAt: at(9, 10),
    lineUp: [
      { name: 'Mara Lindqvist', startsAt: null, note: 'Viola' },
      { name: 'Jonas Achleitner', startsAt: null, note: 'Malvolio' },
      { name: 'Ines Okafor', startsAt: null, note: 'Direction' },
    ],
    collectsPhone: 'optional',
    feeMode: 'passed-on',
    feeMinor: 100,
  });
  const house = await createPool(ctx, eventId, { name: 'House', capacity: 300 });
  const balcony = await createPool(ctx, eventId, { name: 'Balcony', capacity: 12 });
  const tier = async (body: object) => (await createTier(ctx, eventId, { poolIds: [house.poolId], ...body })).tierId;
  const stalls = await tier({ name: 'Stalls', priceMinor: 4_800, orderMax: 6, description: 'Rows 1 to 18' });
  const tiers = {
    stalls,
    balcony: await tier({ name: 'Balcony', priceMinor: 3_200, poolIds: [house.poolId, balcony.poolId] }),
    child: await tier({
      name: 'Child',
      priceMinor: 1_200,
      proof: { kind: 'age', ageMin: null, ageMax: 13, what: null },
      child: { childrenPerGuardianMax: 3, guardianTierIds: [stalls] },
    }),
    guest: await tier({ name: 'Open rehearsal', priceMinor: 0 }),
    friends: await tier({
      name: 'Friends of the house',
      priceMinor: 2_000,
      visibility: 'code',
      accessCode: 'MALVOLIO',
    }),
  };
  await createQuestion(ctx, eventId, {
    label: 'Which seat cushion?',
    kind: 'choice',
    choices: ['none', 'small', 'large'],
    per: 'ticket',
    required: true,
    tierIds: [tiers.child],
  });
  await publishEvent(ctx, eventId, { version: 1 });
  return { eventId, path: `/o/${cloud.a.slug}/events/${eventId}`, tiers };
}
