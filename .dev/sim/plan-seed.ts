import { streamOf } from '../seeded/stream-of.ts';

/** Kinds of things that go wrong, and what makes a night less simple; shrinking switches them off one by one. */
export const faultKinds = [
  'crash',
  'power-cut',
  'disk-full',
  'link-up',
  'link-down',
  'flaky',
  'late',
  'cloud-crash',
  'clock',
  'revoke',
  'void',
  'redeem',
  'undo',
  'old-version',
  'damaged-file',
  'old-backup',
  'second-checkpoint',
  'second-event',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type SeedPlan = {
  readonly seed: number;
  readonly stations: number;
  readonly tickets: number;
  readonly steps: number;
  readonly entryMode: 'once' | 're-entry' | 'unlimited';
  readonly without: readonly FaultKind[];
};

export function planSeed(seed: number): SeedPlan {
  const random = streamOf(seed, 0);
  return {
    seed,
    stations: 2 + random.below(3),
    tickets: 5 + random.below(16),
    steps: 40 + random.below(50),
    entryMode: random.pick(['once', 'once', 're-entry', 'unlimited'] as const),
    without: [],
  };
}
