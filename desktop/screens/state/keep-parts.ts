/** `next`, with every part that says the same as before replaced by the very object from before, so that nothing renders twice. */
export function keepParts<T extends object>(before: T, next: T): T {
  const kept = { ...next };
  for (const key of Object.keys(next) as (keyof T)[])
    if (JSON.stringify(before[key]) === JSON.stringify(next[key])) kept[key] = before[key];
  return kept;
}
