const firstDelayMs = 500;
const delayMsMax = 30_000;

/** How long to wait before trying again after so many failures in a row; `chance` in [0, 1) keeps a venue's stations apart. */
export function backOffMs(failures: number, chance: number): number {
  const ceiling = Math.min(delayMsMax, firstDelayMs * 2 ** Math.min(Math.max(failures - 1, 0), 20));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}
