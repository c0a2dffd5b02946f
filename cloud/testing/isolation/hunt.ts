import type { App, AppDeps } from '../../http/app.ts';
import { type TestApp, type TestPeople, testApp } from '../app.ts';
import type { TestDatabase } from '../database.ts';
import { changedTables, digestOf } from './digest.ts';
import { ends, exerciseAll, exerciseOnCopy, huntingOrder, prepareEndings } from './exercise-routes.ts';
import { huntProvider } from './hunt-provider.ts';
import { invented } from './invented.ts';
import { judge, type Leak } from './judge.ts';
import { type Caller, newScene, type Parts, type Scene, send } from './own-use.ts';
import { positionsOf } from './positions.ts';
import { type Route, routesOf } from './routes-of.ts';
import { stripFilters } from './strip-filters.ts';

export type HuntOptions = {
  /** A new database, empty and migrated or a copy of another. */
  readonly database: (copyOf?: string) => Promise<TestDatabase>;
  /** Which wall is left out: the service's own conditions, or row-level security. */
  readonly without?: 'filters' | 'policies';
  /** Every role in every position, or the lower roles in two positions only. */
  readonly thorough: boolean;
  /** Routes of a test, to see that a leak would be found. */
  readonly plant?: (app: App, deps: AppDeps) => void;
  readonly only?: RegExp;
  readonly onRoute?: (route: string) => void;
  /** What every cloud of the hunt is built with beside the usual. */
  readonly deps?: Partial<AppDeps>;
};

export type HuntReport = {
  readonly without: 'filters' | 'policies' | null;
  readonly routes: number;
  readonly ids: number;
  readonly callers: number;
  readonly calls: number;
  readonly stripped: number;
  /** Routes that were never used with success, so that refusals on them prove nothing. */
  readonly unexercised: readonly string[];
  readonly leaks: readonly Leak[];
};

type Found = { readonly route: Route; readonly a: Parts; readonly b: Parts };

/** Uses every route as organization A and as B, then tries as B, as strangers and as lower roles to get at A through each. */
export async function hunt(asked: HuntOptions): Promise<HuntReport> {
  await using provider = await huntProvider();
  const options = { ...asked, deps: { payments: provider.payments } };
  const base = await options.database();
  const cloud = await testApp(base, { deps: options.deps });
  options.plant?.(cloud.app, cloud.deps);
  const { routes: all, faults } = routesOf(cloud.app);
  const routes = all.filter(route => options.only?.test(route.key) !== false);
  const scenes = { a: newScene(cloud, cloud.a), b: newScene(cloud, cloud.b) };
  const unexercised: string[] = [...faults];
  const used = { a: new Map<string, Parts>(), b: new Map<string, Parts>() };
  for (const side of ['a', 'b'] as const) await exerciseAll(scenes[side], routes, used[side]);
  const endings = {
    a: await prepareEndings(scenes.a, routes),
    b: await prepareEndings(scenes.b, routes),
  };
  const leaks = sharedIds(scenes);
  if (options.without === 'policies') await withoutPolicies(cloud);
  await cloud.close();

  for (const side of ['a', 'b'] as const)
    for (const route of routes.filter(one => !used[side].has(one.key))) {
      const outcome = await exerciseOnCopy(options, base.name, scenes[side], route, endings[side].get(route.key));
      if (typeof outcome === 'string') unexercised.push(`${route.key} cannot be exercised as ${side}: ${outcome}`);
      else used[side].set(route.key, outcome);
    }

  const tally = { calls: 0, stripped: 0, leaks, callers: new Set<string>() };
  const found: Found[] = [];
  for (const route of routes) {
    const [a, b] = [used.a.get(route.key), used.b.get(route.key)];
    if (a !== undefined && b !== undefined) found.push({ route, a, b });
  }
  found.sort((x, y) => huntingOrder(x.route) - huntingOrder(y.route));
  await huntOutsiders(options, base.name, scenes, found, tally);
  await huntLowerRoles(options, base.name, scenes, found, tally);
  await base.drop();
  const ids = [...scenes.a.ids.values()].reduce((sum, known) => sum + known.length, 0);
  return {
    without: options.without ?? null,
    routes: routes.length,
    ids,
    callers: tally.callers.size,
    calls: tally.calls,
    stripped: tally.stripped,
    unexercised,
    leaks: tally.leaks,
  };
}

/** An id that both have been told although only one can have made it: a list that is not of one organization. */
function sharedIds({ a, b }: Scenes): Leak[] {
  const leaks: Leak[] = [];
  for (const [prefix, ids] of a.ids) {
    const shared = ids.filter(id => b.ids.get(prefix)?.includes(id) === true);
    a.ids.set(
      prefix,
      ids.filter(id => !shared.includes(id)),
    );
    for (const id of shared)
      leaks.push({ route: 'own use', position: 'none', caller: 'owner', why: `tells ${id} of another organization` });
  }
  return leaks;
}

async function withoutPolicies(cloud: TestApp): Promise<void> {
  const { rows } = await cloud.root.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'app'::regnamespace and relrowsecurity`,
  );
  for (const { name } of rows) await cloud.root.query(`alter table app.${name} disable row level security`);
}

type Tally = { calls: number; stripped: number; readonly leaks: Leak[]; readonly callers: Set<string> };

/** Two copies that go through the same calls, one with A's ids and one with invented ones: whatever differs is a leak. */
type Pair = { readonly real: TestApp; readonly twin: TestApp; close(): Promise<void> };

async function openPair(options: HuntOptions, base: string, people: TestPeople, tally: Tally): Promise<Pair> {
  const databases = [await options.database(base), await options.database(base)] as const;
  const built = { people, seed: 3, ...(options.deps === undefined ? {} : { deps: options.deps }) };
  const [real, twin] = [await testApp(databases[0], built), await testApp(databases[1], built)];
  for (const { app, deps } of [real, twin]) options.plant?.(app, deps);
  const counts = options.without === 'filters' ? [stripFilters(real.deps.db), stripFilters(twin.deps.db)] : [];
  const close = async () => {
    for (const { stripped } of counts) tally.stripped += stripped;
    await Promise.all([real.close(), twin.close()]);
    await Promise.all(databases.map(database => database.drop()));
  };
  return { real, twin, close };
}

type Scenes = { readonly a: Scene; readonly b: Scene };

/** As B and as strangers, through every route. Questions come first and what ends things last: a pair in which B has
 * ended something of its own is replaced. */
async function huntOutsiders(
  options: HuntOptions,
  base: string,
  scenes: Scenes,
  found: readonly Found[],
  tally: Tally,
) {
  const open = () => openPair(options, base, scenes.a.cloud, tally);
  let pair = await open();
  const before = await digestOf(pair.real.root, scenes.a.org.orgId);
  const sent = new Set<string>();
  for (const one of found) {
    options.onRoute?.(one.route.key);
    let changed = false;
    for (const position of positionsOf(scenes, one.route, one.a, one.b))
      for (const caller of callersFor(scenes, position.broad || options.thorough)) {
        const { real, twin } = await sendBoth(
          pair,
          caller,
          one.route,
          position.parts,
          position.twin ?? invented(scenes.a, position.parts),
          tally,
        );
        judge(scenes.a, tally.leaks, sent, { route: one.route, position, caller, parts: position.parts, real, twin });
        changed ||= one.route.method !== 'GET' && real.status < 300;
      }
    const tables = changedTables(before, await digestOf(pair.real.root, scenes.a.org.orgId));
    if (tables.length > 0)
      tally.leaks.push({
        route: one.route.key,
        position: 'any',
        caller: 'any',
        why: `rows of A changed in ${tables.join(', ')}`,
      });
    if (!(changed && ends(one.route)) && tables.length === 0) continue;
    await pair.close();
    sent.clear();
    pair = await open();
  }
  await pair.close();
}

/** Roles of A itself: where one may not do a thing, the answer must not tell whether the thing is there. */
async function huntLowerRoles(
  options: HuntOptions,
  base: string,
  { a }: Scenes,
  found: readonly Found[],
  tally: Tally,
) {
  const pair = await openPair(options, base, a.cloud, tally);
  for (const one of found)
    for (const role of ['organizer', 'box-office', 'door', 'viewer'] as const) {
      const caller = { name: `A ${role}`, token: a.org[role].token };
      const { real, twin } = await sendBoth(pair, caller, one.route, one.a, invented(a, one.a, a.org.orgId), tally);
      const position = { name: 'own organization' };
      if (real.status === 403 || real.status >= 500)
        judge(a, tally.leaks, new Set(), { route: one.route, position, caller, parts: one.a, real, twin });
    }
  await huntRevoked(pair, a, found, tally);
  await pair.close();
}

/** SY-4: a revoked station may hand in what it has, and is served nothing. */
async function huntRevoked(pair: Pair, a: Scene, found: readonly Found[], tally: Tally) {
  const caller = { name: 'A revoked station', token: a.notes.get('revokedToken') ?? null };
  if (caller.token === null) return;
  for (const { route, a: parts } of found.filter(one => !openToAll.includes(one.route.key))) {
    const { real } = await sendBoth(pair, caller, route, parts, invented(a, parts), tally);
    if (real.status < 400)
      tally.leaks.push({
        route: route.key,
        position: 'own organization',
        caller: caller.name,
        why: `is served (${real.status})`,
      });
  }
}

/** Routes that ask for no token, and the one that takes the journal of a revoked station. */
const openToAll = [
  'POST /api/session/sign-in',
  'POST /api/session/sign-out',
  'POST /api/session/invitation',
  'POST /api/station/pairings',
  'POST /api/station/pairings/poll',
  'POST /api/station/ops',
];

async function sendBoth(pair: Pair, caller: Caller, route: Route, parts: Parts, twin: Parts, tally: Tally) {
  tally.callers.add(caller.name);
  tally.calls += 2;
  return { real: await send(pair.real, caller, route, parts), twin: await send(pair.twin, caller, route, twin) };
}

function callersFor({ b }: Scenes, every: boolean): Caller[] {
  const roles = every ? (['owner', 'organizer', 'box-office', 'door', 'viewer'] as const) : (['owner'] as const);
  const station = b.notes.get('deviceToken');
  return [
    ...roles.map(role => ({ name: `B ${role}`, token: b.org[role].token })),
    ...(station === undefined ? [] : [{ name: 'B station', token: station }]),
    ...(every
      ? [
          { name: 'stranger', token: b.cloud.stranger.token },
          { name: 'nobody', token: null },
        ]
      : []),
  ];
}
