import type { EventId } from '#shared/kernel/ids.ts';
import { saleVersion } from '../../db/placing.ts';
import { type Db, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { readSaleFacts, type SaleFacts } from './load-sale-facts.ts';

/**
 * Facts of a sale together with the version of the event and of its organization that they were read at. Whoever writes by them
 * compares the version under the lock of the event; when it is another one, the facts are read again.
 */
export type KnownSaleFacts = SaleFacts & { readonly version: string };

const eventsKept = 500;
const keptOf = new WeakMap<Db, Map<string, Promise<KnownSaleFacts>>>();

/** What is on sale, as this process read it last. `stale`: the facts that turned out to be out of date. */
export function knownSaleFacts(ctx: Ctx, eventId: EventId, stale?: KnownSaleFacts): Promise<KnownSaleFacts> {
  const kept = keptOf.get(ctx.db) ?? new Map<string, Promise<KnownSaleFacts>>();
  keptOf.set(ctx.db, kept);
  const key = `${ctx.orgId} ${eventId}`;
  const found = kept.get(key);
  if (found === undefined) return readAnew(kept, key, ctx, eventId);
  if (stale === undefined) return found;
  return found.then(facts => {
    if (facts.version !== stale.version) return facts;
    const current = kept.get(key);
    return current === undefined || current === found ? readAnew(kept, key, ctx, eventId) : current;
  });
}

function readAnew(
  kept: Map<string, Promise<KnownSaleFacts>>,
  key: string,
  ctx: Ctx,
  eventId: EventId,
): Promise<KnownSaleFacts> {
  const reading = withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      // First, so that a change in between makes the facts newer than their version and never older.
      const version = await saleVersion(tx, ctx.orgId, eventId);
      return { version, ...(await readSaleFacts(tx, ctx.orgId, eventId)) };
    },
    { readOnly: true },
  );
  kept.delete(key);
  kept.set(key, reading);
  reading.catch(() => kept.get(key) === reading && kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > eventsKept && oldest !== undefined) kept.delete(oldest);
  return reading;
}
