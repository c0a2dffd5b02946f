export type PaperShelf = {
  /** What is kept under this key, or what is drawn now; who asks while it is being drawn waits for that. */
  take(who: string, key: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array>;
};

type Kept = { readonly who: string; readonly keptMs: number; readonly pdf: Uint8Array };

/**
 * Keeps papers for a moment, since whoever asked for one often asks again. No organization keeps more than `bytesMax`, nor all of
 * them more than `bytesInAllMax`: what was drawn first goes first, of that organization or of the one that keeps the most.
 */
export function createPaperShelf(options: {
  readonly keptMs: number;
  readonly bytesMax: number;
  readonly bytesInAllMax: number;
  readonly nowMs: () => number;
}): PaperShelf {
  // In the order they were drawn in.
  const kept = new Map<string, Kept>();
  const drawing = new Map<string, Promise<Uint8Array>>();
  const bytesOf = new Map<string, number>();
  let bytes = 0;

  const drop = (key: string, { who, pdf }: Kept): void => {
    kept.delete(key);
    bytes -= pdf.length;
    const left = (bytesOf.get(who) ?? 0) - pdf.length;
    if (left === 0) bytesOf.delete(who);
    else bytesOf.set(who, left);
  };

  const dropOldestOf = (who: string): void => {
    const oldest = [...kept].find(([, each]) => each.who === who);
    if (oldest !== undefined) drop(...oldest);
  };

  const dropStale = (nowMs: number): void => {
    for (const [key, each] of kept) {
      if (nowMs - each.keptMs < options.keptMs && nowMs >= each.keptMs) return;
      drop(key, each);
    }
  };

  const keep = (who: string, key: string, pdf: Uint8Array): void => {
    if (pdf.length > options.bytesMax) return;
    kept.set(key, { who, keptMs: options.nowMs(), pdf });
    bytes += pdf.length;
    bytesOf.set(who, (bytesOf.get(who) ?? 0) + pdf.length);
    while ((bytesOf.get(who) ?? 0) > options.bytesMax) dropOldestOf(who);
    while (bytes > options.bytesInAllMax) dropOldestOf(largestOf(bytesOf));
  };

  return {
    async take(who, key, draw) {
      dropStale(options.nowMs());
      const there = kept.get(key)?.pdf ?? drawing.get(key);
      if (there !== undefined) return there;
      const made = draw();
      drawing.set(key, made);
      try {
        const pdf = await made;
        keep(who, key, pdf);
        return pdf;
      } finally {
        drawing.delete(key);
      }
    },
  };
}

function largestOf(bytesOf: ReadonlyMap<string, number>): string {
  const [[who] = ['']] = [...bytesOf].sort(([, a], [, b]) => b - a);
  return who;
}
