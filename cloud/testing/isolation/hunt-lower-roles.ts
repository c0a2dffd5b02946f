import type { Found, Ground } from './ground.ts';
import { invented } from './invented.ts';
import { judge } from './judge.ts';
import type { Scene } from './own-use.ts';
import type { Pair, Tally } from './pair.ts';

/** Roles of A itself: where one may not do a thing, the answer must not tell whether the thing is there. */
export async function huntLowerRoles(pair: Pair, { scenes: { a }, found }: Ground, tally: Tally): Promise<void> {
  // Whoever signs out is nobody afterwards, so that comes last.
  const leaves = ({ route }: Ground['found'][number]) => Number(route.path.endsWith('/sign-out'));
  for (const one of found.toSorted((x, y) => leaves(x) - leaves(y)))
    for (const role of ['organizer', 'box-office', 'door', 'viewer'] as const) {
      const caller = { name: `A ${role}`, token: a.org[role].token };
      const { real, twin } = await pair.sendBoth(caller, one.route, one.a, invented(a, one.a, a.org.orgId));
      const position = { name: 'own organization' };
      // TE-2: a viewer looks at things. Whoever may change something is asked for it before anything is looked up.
      const changes = one.route.method !== 'GET' && one.route.path.startsWith('/api/orgs/');
      if (role === 'viewer' && changes && real.status !== 403)
        tally.leaks.push({
          route: one.route.key,
          position: position.name,
          caller: caller.name,
          why: `is answered ${real.status}, not 403`,
        });
      if (real.status === 403 || real.status >= 500)
        judge(
          a,
          tally.leaks,
          { ids: new Set(), mark: false },
          { route: one.route, position, caller, parts: one.a, real, twin },
        );
    }
  await huntRevoked(pair, a, found, tally);
}

/** SY-4: a revoked station may hand in what it has, and is served nothing. */
async function huntRevoked(pair: Pair, a: Scene, found: readonly Found[], tally: Tally) {
  const caller = { name: 'A revoked station', token: a.notes.get('revokedToken') ?? null };
  if (caller.token === null) return;
  for (const { route, a: parts } of found.filter(one => !openToAll.includes(one.route.key))) {
    const { real } = await pair.sendBoth(caller, route, parts, invented(a, parts));
    if (real.status < 400)
      tally.leaks.push({
        route: route.key,
        position: 'own organization',
        caller: caller.name,
        why: `is served (${real.status})`,
      });
  }
}

/** Routes that ask for no token or for a signature instead, and the one that takes the journal of a revoked station. */
const openToAll = [
  'POST /api/session/sign-in',
  'POST /api/session/sign-out',
  'POST /api/session/invitation',
  'POST /api/station/pairings',
  'POST /api/station/pairings/poll',
  'POST /api/station/ops',
  'POST /webhooks/stripe/snapshot',
  'POST /webhooks/stripe/thin',
];
