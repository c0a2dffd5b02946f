/** The value that a share of the figures does not exceed. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export type Spread = { readonly p50: number; readonly p95: number; readonly p99: number; readonly worst: number };

export function spreadOf(figures: readonly number[]): Spread {
  const at = (share: number) => Math.round(percentile(figures, share) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}
