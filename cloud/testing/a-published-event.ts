import type { EventDetail } from '#shared/api/events.ts';
import type { EventId, OrderId, PoolId, TierId } from '#shared/kernel/ids.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { createEvent } from '../services/events/create-event.ts';
import { publishEvent } from '../services/events/publish-event.ts';
import { createPool } from '../services/pools/create-pool.ts';
import { createTier } from '../services/tiers/create-tier.ts';
import { anEvent } from './an-event.ts';
import type { TestApp, TestOrg } from './app.ts';

export type PublishedEvent = {
  readonly event: EventDetail;
  readonly eventId: EventId;
  readonly path: string;
  readonly poolId: PoolId;
  /** Free, so that it can be issued without payment. */
  readonly tierId: TierId;
};

/** An event on sale with one pool and one free tier. */
export async function aPublishedEvent(
  cloud: TestApp,
  org: TestOrg,
  over: { capacity?: number; event?: object; tier?: object } = {},
): Promise<PublishedEvent> {
  const ctx = cloud.ctx(org);
  const event = await createEvent(ctx, cloud.deps.keyVault, { ...anEvent(), ...over.event });
  const { eventId } = event;
  const { poolId } = await createPool(ctx, eventId, { name: 'House', capacity: over.capacity ?? 100 });
  const tier = { name: 'Guest', priceMinor: 0, poolIds: [poolId], ...over.tier };
  const { tierId } = await createTier(ctx, eventId, tier);
  await publishEvent(ctx, eventId, { version: 1 });
  return { event, eventId, path: `/api/orgs/${org.orgId}/events/${eventId}`, poolId, tierId };
}

/** The body of an order of so many tickets. */
export function anOrder(cloud: TestApp, tierId: TierId, count: number, over: object = {}) {
  const orderId: OrderId = mintId('OrderId', cloud.deps.randomBytes);
  return {
    orderId,
    tickets: Array.from({ length: count }, (_, index) => ({ tierId, holder: `Guest ${index + 1}` })),
    buyer: { name: 'Jonas Beck', email: 'jonas.beck@example.org' },
    ...over,
  };
}
