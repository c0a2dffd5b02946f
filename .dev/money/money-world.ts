import type { StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import type { StartedPayment } from '#shared/api/payments.ts';
import type { EventId, OrderId, OrgId, PoolId, TierId, WaitingId } from '#shared/kernel/ids.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import type { Violation } from './check-money.ts';
import type { MoneyClock } from './money-clock.ts';
import type { MoneyCloud } from './money-cloud.ts';
import type { Currency, MoneyPlan, Trouble } from './plan-seed.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** An event with a scarce pool, a wide one, and tiers that draw on them. */
export type MoneyEvent = {
  readonly eventId: EventId;
  readonly scarce: PoolId;
  /** Places of the scarce pool, to begin with. */
  readonly capacity: number;
  readonly tierIds: readonly TierId[];
};

export type MoneyOrg = {
  readonly orgId: OrgId;
  readonly currency: Currency;
  /** Its account at the provider. */
  readonly account: string;
  readonly events: readonly MoneyEvent[];
};

/** A cart with whoever stands behind it, and what their browser was told. */
export type Purchase = {
  readonly label: string;
  readonly org: MoneyOrg;
  readonly event: MoneyEvent;
  readonly orderId: OrderId;
  readonly body: object;
  /** Whose place in a line it was offered to. */
  readonly offer: WaitingId | null;
  /** As far as the buyer knows; an answer may have been lost. */
  placed: boolean;
  readonly started: StartedPayment[];
  /** They saw it go through. */
  paid: boolean;
};

export type MoneyCounts = {
  orders: number;
  steps: number;
  refunds: number;
  disputes: number;
  deaths: number;
  /** Orders that paid for the same twice, waited, were offered, took it. */
  paidTwice: number;
  offersTried: number;
  offersTaken: number;
  waited: number;
  hooks: Record<'duplicate' | 'late' | 'forged' | 'refused' | 'dropped' | 'heard', number>;
  calls: Record<'failed' | 'lost' | 'busy' | 'made', number>;
};

export type MoneyWorld = {
  readonly plan: MoneyPlan;
  readonly bug: PlantedBug | null;
  readonly clock: MoneyClock;
  readonly cloud: MoneyCloud;
  readonly simulator: StripeSimulator;
  readonly orgs: readonly MoneyOrg[];
  readonly purchases: Purchase[];
  readonly counts: MoneyCounts;
  /** What was broken on the way. */
  readonly violations: Violation[];
  readonly complain: (what: string) => void;
  readonly may: (trouble: Trouble) => boolean;
};

/** Something that somebody does; says what came of it, for the trace. */
export type Action = {
  readonly name: string;
  readonly weight: number;
  readonly needs?: Trouble;
  readonly act: (world: MoneyWorld, random: SeededRandom) => Promise<string>;
};

export function labelOf(world: MoneyWorld, orderId: string): string {
  return world.purchases.find(purchase => purchase.orderId === orderId)?.label ?? orderId;
}

export function freshCounts(): MoneyCounts {
  return {
    orders: 0,
    steps: 0,
    refunds: 0,
    disputes: 0,
    deaths: 0,
    paidTwice: 0,
    offersTried: 0,
    offersTaken: 0,
    waited: 0,
    hooks: { duplicate: 0, late: 0, forged: 0, refused: 0, dropped: 0, heard: 0 },
    calls: { failed: 0, lost: 0, busy: 0, made: 0 },
  };
}
