import type { OrgId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { Db } from '../db/with-tenant.ts';

/** Whose a request is, before anybody looks it up. */
export type Rooms = {
  /** By the name in its path or else by its host; undefined for what is for everybody, and for names that nobody was found by. */
  readonly whose: (path: string, host: string) => OrgId | undefined;
  /** An organization was found by what such a request is named with. */
  readonly found: (path: string, host: string, orgId: OrgId) => void;
};

/** One for each database this process serves. */
const rooms = new WeakMap<Db, Rooms>();

/** IN-10: names are known once an organization was found by them, so that nobody makes way for names that somebody made up. */
export function roomsOf(db: Db): Rooms {
  const known = rooms.get(db) ?? createRooms();
  rooms.set(db, known);
  return known;
}

function createRooms(): Rooms {
  const names = new Map<string, OrgId>();
  return {
    whose: (path, host) => names.get(nameOf(path, host)),
    found: (path, host, orgId) => {
      const name = nameOf(path, host);
      if (names.get(name) === orgId) return;
      names.delete(name);
      names.set(name, orgId);
      const [oldest] = names.keys();
      if (names.size > limits.shopCacheMax && oldest !== undefined) names.delete(oldest);
    },
  };
}

/** A slash tells names in paths from hosts. */
function nameOf(path: string, host: string): string {
  const named = /^\/(?:o|api\/orgs)\/([^/?]+)/.exec(path)?.[1];
  return named === undefined ? host.toLowerCase() : `/${named}`;
}
