import type { Pool, PoolClient } from 'pg';

/** The order in which a transaction comes to its locks, as `cloud/README.md` says it. */
const lines = [
  ['event', 'refund_batches'],
  ['orders'],
  ['tickets'],
  ['waiting_list'],
  ['promo_codes'],
  ['pools'],
  ['jobs'],
  ['audit'],
] as const;
/** Belong to one order, and are locked by whoever has locked that; else alone, with nothing after them but jobs and the log. */
const ofAnOrder = ['payments', 'refunds', 'disputes', 'holds'] as const;
type Lock = (typeof lines)[number][number] | (typeof ofAnOrder)[number];

/** A transaction that came to a lock too late, with all it had locked in the order it did. */
export type LockedOutOfOrder = { readonly locks: readonly string[]; readonly late: string };

/** Reads every statement that this pool's transactions send from now on, and tells which of them lock out of order. */
export function watchLocks(pool: Pool): { readonly outOfOrder: LockedOutOfOrder[]; readonly seen: Set<string> } {
  const outOfOrder: LockedOutOfOrder[] = [];
  const seen = new Set<string>();
  const watched = new WeakSet<PoolClient>();
  const connect = pool.connect.bind(pool);
  const watch = (client: PoolClient) => {
    if (watched.has(client)) return client;
    watched.add(client);
    let locks: Lock[] = [];
    let own = new Set<string>();
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const send = (...args: unknown[]) => {
      const { text, values } = statementOf(args);
      if (/^(?:begin|commit|rollback)/.test(text)) [locks, own] = [[], new Set()];
      // A row of its own is nobody else's yet.
      for (const [, table] of text.matchAll(/^insert into "app"\."(\w+)"/g)) own.add(String(table));
      for (const lock of locksOf(text, values)) {
        if (own.has(lock) || locks.includes(lock)) continue;
        // What passes locked rows by never waits.
        const late = !text.endsWith('skip locked') && isLate(lock, locks);
        locks = [...locks, lock];
        seen.add(locks.join(' '));
        if (late) outOfOrder.push({ locks, late: lock });
      }
      return query(...args);
    };
    Object.assign(client, { query: send });
    return client;
  };
  Object.assign(pool, {
    connect: (...args: Parameters<typeof connect>) => (args.length > 0 ? connect(...args) : connect().then(watch)),
  });
  return { outOfOrder, seen };
}

function statementOf([first, second]: readonly unknown[]): { text: string; values: readonly unknown[] } {
  const text = typeof first === 'string' ? first : (first as { readonly text: string }).text;
  return { text: text.trim(), values: Array.isArray(second) ? second : [] };
}

function locksOf(text: string, values: readonly unknown[]): readonly Lock[] {
  if (/\bapp\.append_audits?\(/.test(text)) return ['audit'];
  // A mail is a new one, and so is a refund: nobody else has a job of that key.
  if (/\bapp\.enqueue\(/.test(text)) return values[0] === 'send-mail' || values[0] === 'submit-refund' ? [] : ['jobs'];
  if (/pg_advisory_xact_lock\(hashtextextended/.test(text))
    return String(values[0]).startsWith('event ') ? ['event'] : [];
  if (/^with ended as \(/.test(text)) return ['promo_codes'];
  const isRead = /^select/.test(text);
  if (isRead && !/ for (?:no key )?update/.test(text)) return [];
  const tables = isRead ? text.matchAll(/(?:from|join) "app"\."(\w+)"/g) : text.matchAll(/^update "app"\."(\w+)"/g);
  const locks = [...tables].flatMap(([, table]) => [...lines.flat(), ...ofAnOrder].filter(lock => lock === table));
  // The state of an order stands on its tickets as well. One that lapses, is declined or is only now paid for has none.
  const hasNone = ['lapsed', 'declined', 'paid'].some(state => values.includes(state));
  return !isRead && locks[0] === 'orders' && /"state" =/.test(text) && !hasNone ? ['orders', 'tickets'] : locks;
}

function isLate(lock: Lock, before: readonly Lock[]): boolean {
  const line = lineOf(lock);
  if (line === null) return !before.includes('orders') && before.length > 0;
  const alone = !before.includes('orders') && before.some(each => lineOf(each) === null);
  return before.some(each => (lineOf(each) ?? 0) > line) || (alone && line < lines.length - 2);
}

/** Null for what belongs to an order. */
function lineOf(lock: Lock): number | null {
  const line = lines.findIndex(ofLine => ofLine.some(each => each === lock));
  return line < 0 ? null : line;
}
