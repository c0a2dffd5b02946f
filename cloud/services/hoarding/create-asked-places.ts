/** Adds places that somebody asked for and tells how many they asked for of late. */
export type AskedPlaces = (who: string, places: number, nowMs: number) => number;

/**
 * Counts in memory that does not grow, however many come: who share a slot are counted as one, so nobody is ever counted too low.
 * What is counted is forgotten after one window at the earliest and two at the latest.
 */
export function createAskedPlaces({
  windowMs,
  slots,
}: {
  readonly windowMs: number;
  readonly slots: number;
}): AskedPlaces {
  let window = 0;
  let current = new Uint8Array(slots);
  let before = new Uint8Array(slots);
  return (who, places, nowMs) => {
    const now = Math.floor(nowMs / windowMs);
    // Requests do not come quite in the order of their instants.
    if (now > window) {
      before = now === window + 1 ? current : new Uint8Array(slots);
      current = new Uint8Array(slots);
      window = now;
    }
    const slot = slotOf(who, slots);
    const asked = Math.min(255, (current[slot] ?? 0) + places);
    current[slot] = asked;
    return asked + (before[slot] ?? 0);
  };
}

/** FNV-1a. */
function slotOf(text: string, slots: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % slots;
}
