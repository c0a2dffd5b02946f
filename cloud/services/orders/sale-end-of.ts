import type { OrderView } from '#shared/api/orders.ts';
import { saleEndsAt } from '#shared/catalog/on-sale.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { OrderRecord } from './load-order.ts';

/** When the first of an order's tiers goes off sale. */
export async function saleEndOf(tx: Tx, { orgId, eventId, quote }: OrderRecord): Promise<Instant> {
  const event = await loadEvent(tx, orgId, eventId);
  // Written by `priceCart`, never touched since.
  const ordered = new Set((quote as OrderView['quote']).lines.map(({ tierId }) => tierId));
  const tiers = (await loadTiers(tx, orgId, eventId)).filter(({ tierId }) => ordered.has(tierId));
  return tiers.map(tier => saleEndsAt(tier, event)).reduce((first, end) => (end < first ? end : first), event.endsAt);
}
