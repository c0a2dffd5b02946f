export type FreshCache<Value> = {
  /** The value of a key: kept, or loaded by the one call that came first. */
  get(key: string, nowMs: number, load: () => Promise<Value>): Promise<Value>;
};

/**
 * Keeps what many ask for at once. A value is fresh for a moment; for a few moments more it is still answered while one call fetches
 * the next, so that nobody waits. Nothing else has to say that something changed. `freshMs` 0 keeps nothing.
 */
export function createFreshCache<Value>(options: {
  readonly freshMs: number;
  readonly entriesMax: number;
}): FreshCache<Value> {
  type Entry = { readonly value: Promise<Value>; readonly loadedMs: number; renewing: boolean };
  const entries = new Map<string, Entry>();
  const { freshMs, entriesMax } = options;
  const staleMs = freshMs * 5;

  function put(key: string, nowMs: number, value: Promise<Value>): Promise<Value> {
    const entry: Entry = { value, loadedMs: nowMs, renewing: false };
    entries.delete(key);
    entries.set(key, entry);
    // The one that was put first; what is asked for all the time is put again every moment.
    const [oldest] = entries.keys();
    if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value;
  }

  return {
    get(key, nowMs, load) {
      if (freshMs === 0) return load();
      const entry = entries.get(key);
      const ageMs = entry === undefined ? Number.POSITIVE_INFINITY : nowMs - entry.loadedMs;
      if (entry === undefined || ageMs >= staleMs || ageMs < 0) return put(key, nowMs, load());
      if (ageMs >= freshMs && !entry.renewing) {
        entry.renewing = true;
        load().then(
          value => put(key, nowMs, Promise.resolve(value)),
          () => entries.delete(key),
        );
      }
      return entry.value;
    },
  };
}
