import { decideOpenPlaces, eventPlaces, openPlacesMax } from '#shared/inventory/decide-open-places.ts';
import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { isOfTheMoment } from '../../db/is-of-the-moment.ts';
import { type Holder, readOpenPlaces } from '../../db/open-places.ts';
import { type Db, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { type KnownSaleFacts, knownSaleFacts } from '../orders/known-sale-facts.ts';
import type { Log } from '../ports.ts';
import { type AskedPlaces, createAskedPlaces } from './create-asked-places.ts';
import { createLines, type Lines } from './create-lines.ts';
import { tellHoarding } from './tell-hoarding.ts';

export type HeldOrder = {
  readonly eventId: EventId;
  readonly orderId: OrderId;
  readonly email: string;
  readonly places: number;
  /** SH-9: the order whose place it takes. */
  readonly replaces: OrderId | null;
};

/**
 * IN-12: keeps places for somebody at the shop unless they hold too many already that nobody paid for. Most come once, for a few: they
 * are only counted, in memory. For who asked for many of late, or waits for an approval that may take weeks, the database is asked.
 */
export async function guardHoarding<Answer>(
  ctx: Ctx,
  log: Log,
  order: HeldOrder,
  place: () => Promise<Answer>,
): Promise<Answer> {
  if (ctx.actor.kind !== 'buyer') return place();
  const facts = await knownSaleFacts(ctx, order.eventId).catch(laterWhereOfTheMoment);
  const asked = { ctx, log, order, facts };
  const byEmail = () => inBounds({ ...asked, holder: { kind: 'email', who: order.email } }, place);
  // Always in this order, so that no two wait for each other in two lines.
  return ctx.address === undefined
    ? byEmail()
    : inBounds({ ...asked, holder: { kind: 'address', who: ctx.address } }, byEmail);
}

type AskedOf = {
  readonly ctx: Ctx;
  readonly log: Log;
  readonly order: HeldOrder;
  readonly facts: KnownSaleFacts;
  readonly holder: Holder;
};

/** How many places an event has, as it was seen last. */
const placesOf = new WeakMap<KnownSaleFacts, number>();
const uncounted = { email: limits.openPlacesUncountedPerEmail, address: limits.openPlacesUncountedPerAddress };

function inBounds<Answer>(asked: AskedOf, place: () => Promise<Answer>): Promise<Answer> {
  const { ctx, order, facts, holder } = asked;
  const { askedPlaces, lines } = counterOf(ctx.db);
  const who = `${ctx.orgId} ${order.eventId} ${holder.kind} ${holder.who.trim().toLowerCase()}`;
  const nowMs = instantMs(ctx.now);
  const ofLate = askedPlaces(who, order.places, nowMs);
  const house = placesOf.get(facts);
  const looks =
    house === undefined ||
    facts.event.needsApproval ||
    ofLate > Math.min(uncounted[holder.kind], openPlacesMax(holder.kind, house));
  return lines({ who, places: order.places, looks, nowMs, look: () => lookAt(asked) }, place);
}

/** How much may be given after this order without another look. */
async function lookAt({ ctx, log, order, facts, holder }: AskedOf): Promise<number> {
  const { orgId, now: at } = ctx;
  const { eventId, orderId, replaces, places } = order;
  const found = await withTenant(
    ctx.db,
    orgId,
    tx => readOpenPlaces(tx, { orgId, eventId, holder, orderId, replaces, at }),
    { readOnly: true },
  ).catch(laterWhereOfTheMoment);
  const house = eventPlaces(found.pools, facts.tiers);
  placesOf.set(facts, house);
  if (found.placed) return 0;
  const decided = decideOpenPlaces(holder.kind, places, found, house);
  if (decided.kind === 'refused') await tellHoarding(ctx, log, { eventId, holder, held: found.others });
  const { left } = orRefuse(decided);
  // Whether the order in whose place it comes gives anything back is not known yet.
  return replaces === null ? Math.floor(left / limits.openPlacesGivenOneIn) : 0;
}

function laterWhereOfTheMoment(error: unknown): never {
  throw isOfTheMoment(error) ? refusal('busy', { retryAfterMs: 1_000 }) : error;
}

const counters = new WeakMap<Db, { readonly askedPlaces: AskedPlaces; readonly lines: Lines }>();

function counterOf(db: Db) {
  const counter = counters.get(db) ?? {
    askedPlaces: createAskedPlaces({ windowMs: limits.holdDurationMs, slots: 1 << 20 }),
    lines: createLines({ givenMs: limits.openPlacesGivenMs, linesKept: limits.openPlacesLinesKept }),
  };
  counters.set(db, counter);
  return counter;
}
