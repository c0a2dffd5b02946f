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
] as const;
export type Trouble = (typeof troubles)[number];

export type Currency = 'EUR' | 'JPY' | 'KWD';

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
  return { seed, steps: 240, currencies: [first, second], capacity: 12 + random.below(20), without: [] };
}
