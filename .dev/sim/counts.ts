/** What a simulation says it went through, in the order it says it. */
export const countedThings = [
  'scans',
  'conflicts told',
  'crashes before a write',
  'crashes right after a write',
  'power cuts',
  'disks full',
  'files damaged',
  'damaged files put aside',
  'backups made',
  'old backups put back',
  'requests lost',
  'answers lost after the deed',
  'answers cut short',
  'log-in pages',
  'links down one way',
  'requests arriving late',
  'duplicates arriving late',
  'crashes of the cloud',
  'clocks wrong from the start',
  'clocks set',
  'revocations',
  'pairings anew',
  'stations one version older',
  'voids and restores',
  'redeemed in the cloud',
  'undos',
  'tickets of another event',
  'nights with two checkpoints',
  'nights with two events',
] as const;
export type CountedThing = (typeof countedThings)[number];
export type RunCounts = Map<CountedThing, number>;

export function tallied(counts: RunCounts, what: CountedThing, times = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + times);
}
