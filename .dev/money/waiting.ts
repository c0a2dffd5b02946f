import { mintId, type OrderId, type TierId, type WaitingId } from '#shared/kernel/ids.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { joinWaitingList } from '../../cloud/services/waiting-list/join-waiting-list.ts';
import { leaveWaitingList } from '../../cloud/services/waiting-list/leave-waiting-list.ts';
import { nobodyElse } from '../seeded/nobody-else.ts';
import { put } from './buyers.ts';
import { inCloud } from './in-cloud.ts';
import type { Action, MoneyOrg, MoneyWorld, Purchase } from './money-world.ts';

const buyer = { kind: 'buyer' } as const;

/** Whoever comes too late waits, takes what they are offered like any other order, lets it lapse, or leaves. */
export const waitingActions: readonly Action[] = [
  { name: 'wait for places', weight: 8, needs: 'waiting', act: join },
  { name: 'take an offer', weight: 12, needs: 'waiting', act: take },
  { name: 'leave the line', weight: 1, needs: 'waiting', act: leave },
];

type Entry = {
  readonly org: MoneyOrg;
  readonly eventId: string;
  readonly entryId: WaitingId;
  readonly tierId: TierId;
  readonly quantity: number;
};

function join(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const { cloud, orgs } = world;
  const { orgId, events } = random.pick(orgs);
  // For the smaller one mostly, and of its scarce pool: elsewhere there is seldom anything to wait for.
  const { eventId, tierIds } = random.chance(0.8)
    ? events.reduce((a, b) => (a.capacity < b.capacity ? a : b))
    : random.pick(events);
  const tierId = random.chance(0.8) ? tierIds[0] : random.pick(tierIds);
  const email = `waiting-${random.below(8)}@example.org`;
  return inCloud(cloud.web, async () => {
    const wanted = { tierId, quantity: 1 + random.below(3), email, language: 'en' };
    return joinWaitingList(cloud.ctx(cloud.web, orgId, buyer), nobodyElse.linkSecret, eventId, wanted);
  });
}

/** An order as any other from then on: paid, given up, refunded, or left to lapse. */
async function take(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const offered = await entries(world, `state = 'offered'`);
  if (offered.length === 0) return 'nobody';
  const { org, eventId, entryId, tierId, quantity } = random.pick(offered);
  const event = org.events.find(each => each.eventId === eventId);
  if (event === undefined) return 'nobody';
  const orderId: OrderId = mintId('OrderId', random.bytes);
  const label = `o${world.purchases.length}`;
  const count = random.chance(0.8) ? quantity : 1 + random.below(quantity);
  const purchase: Purchase = {
    label,
    org,
    event,
    orderId,
    body: {
      orderId,
      tickets: Array.from({ length: count }, () => ({ tierId, holder: 'Guest' })),
      buyer: { name: 'Jonas Beck', email: `${label}@example.org` },
    },
    offer: entryId,
    placed: false,
    started: [],
    paid: false,
  };
  world.purchases.push(purchase);
  world.counts.orders += 1;
  world.counts.offersTried += 1;
  return put(world, purchase);
}

async function leave(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const { cloud } = world;
  const waiting = await entries(world, `state in ('waiting', 'offered')`);
  if (waiting.length === 0) return 'nobody';
  const { org, eventId, entryId } = random.pick(waiting);
  const event = org.events.find(each => each.eventId === eventId);
  if (event === undefined) return 'nobody';
  return inCloud(cloud.web, async () => {
    await leaveWaitingList(cloud.ctx(cloud.web, org.orgId, buyer), event.eventId, entryId);
    return entryId;
  });
}

async function entries({ cloud, orgs }: MoneyWorld, which: string): Promise<readonly Entry[]> {
  const { rows } = await cloud.root.query<Omit<Entry, 'org'> & { readonly orgId: string }>(
    `select org_id as "orgId", event_id as "eventId", entry_id as "entryId", tier_id as "tierId", quantity
     from app.waiting_list where ${which} order by created_at, entry_id`,
  );
  return rows.flatMap(({ orgId, ...entry }) => orgs.filter(org => org.orgId === orgId).map(org => ({ ...entry, org })));
}
