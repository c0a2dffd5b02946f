/**
 * Lets a text through once, and again only after it has been out of sight for the window: a code held before the lens is
 * one scan, however long it is held (CK-23). The station keeps the rule too; this spares it the noise.
 */
export function ignoreRepeats(windowMs: number): (text: string, nowMs: number) => boolean {
  const lastSeenAt = new Map<string, number>();
  return (text, nowMs) => {
    for (const [seen, at] of lastSeenAt) if (nowMs - at >= windowMs) lastSeenAt.delete(seen);
    const isNew = !lastSeenAt.has(text);
    lastSeenAt.set(text, nowMs);
    return isNew;
  };
}
