import { streamOf } from '../seeded/stream-of.ts';

/** Kinds of things that go wrong or get in the way; shrinking leaves them out one by one. */
export const troubles = [
  'webhook-duplicate',
  'webhook-reorder',
  'webhook-delay',
  'webhook-drop',
  'webhook-forged',
  'call-fails',
  'call-lost',
  'call-busy',
  'call-slow',
  'process-dies',
  'connection-cut',
  'meanwhile',
  'long-pause',
  'decline',
  'dispute',
  'refund',
  'refund-fails',
  'refund-elsewhere',
  'pay-out',
  'cancel',
  'capacity',
  'event-cancelled',
  'foreign',
  'waiting',
] as const;
export type Trouble = (typeof troubles)[number];

/** With two decimals, with none, with three of which two can be paid, and with none that the provider counts as two. */
export type Currency = 'EUR' | 'JPY' | 'KWD' | 'ISK';

export type MoneyPlan = {
  readonly seed: number;
  readonly steps: number;
  /** One organization for each. */
  readonly currencies: readonly [Currency, Currency];
  /** Places of the scarce pool of each event. */
  readonly capacity: number;
  readonly without: readonly Trouble[];
};

export function planSeed(seed: number): MoneyPlan {
  const random = streamOf(seed, 0);
  const [first = 'EUR', second = 'JPY'] = random.shuffle(['EUR', 'JPY', 'KWD'] as const);
  const capacity = 12 + random.below(20);
  const currencies = first !== 'KWD' && random.chance(0.5) ? (['ISK', second] as const) : ([first, second] as const);
  return { seed, steps: 240, currencies, capacity, without: [] };
}
