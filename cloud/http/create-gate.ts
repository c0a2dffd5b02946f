import type { IncomingMessage, RequestListener } from 'node:http';
import { limits } from '#shared/kernel/limits.ts';
import type { Db } from '../db/with-tenant.ts';
import { createBulkhead } from './create-bulkhead.ts';
import { roomsOf } from './whose-rooms.ts';

export type Gate = {
  /** What a server listens with: requests reach `listener` as far as there is room. */
  readonly before: (listener: RequestListener) => RequestListener;
  /** The answer to a request is made, however long it takes to send: the next one comes in. `env`: what the adapter hands along. */
  readonly answered: (env: unknown) => void;
};

/**
 * IN-10: so many requests of one organization are worked on at once; the others stand before the gate, where nothing was made of
 * them yet. What waits is copied by every collection of the memory, which holds up everybody. Who goes away leaves the line.
 */
export function createGate(
  db: Db,
  bounds = { most: limits.requestsInsideMax as number, msMax: limits.requestsOutsideMsMax as number },
): Gate {
  const room = createBulkhead(bounds);
  const rooms = roomsOf(db);
  const inside = new WeakMap<IncomingMessage, () => void>();
  const answered = (incoming: IncomingMessage): void => {
    inside.get(incoming)?.();
    inside.delete(incoming);
  };
  return {
    before: listener => async (incoming, outgoing) => {
      const whose = rooms.whose(incoming.url ?? '', incoming.headers.host ?? '');
      if (whose === undefined) return listener(incoming, outgoing);
      const leave = await room(whose);
      if (outgoing.destroyed || incoming.destroyed) return leave();
      inside.set(incoming, leave);
      outgoing.once('close', () => answered(incoming));
      listener(incoming, outgoing);
    },
    answered: env => {
      const { incoming } = (env ?? {}) as { readonly incoming?: IncomingMessage };
      if (incoming !== undefined) answered(incoming);
    },
  };
}
