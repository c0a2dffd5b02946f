import { createHash } from 'node:crypto';
import { idFromBytes, idPrefixes } from '#shared/kernel/ids.ts';
import { type Answer, type TestApp, type TestPeople, testApp } from '../app.ts';
import type { TestDatabase } from '../database.ts';
import { changedTables, digestOf } from './digest.ts';
import { type Caller, exercise, idPattern, learn, newScene, type Parts, type Scene, send } from './own-use.ts';
import { positionsOf } from './positions.ts';
import { prepareScene } from './prepare-scene.ts';
import { type Route, routesOf } from './routes-of.ts';
import { stripFilters } from './strip-filters.ts';

export type HuntOptions = {
  /** A new database, empty and migrated or a copy of another. */
  readonly database: (copyOf?: string) => Promise<TestDatabase>;
  /** Which wall is left out: the service's own conditions, or row-level security. */
  readonly without?: 'filters' | 'policies';
  /** Every role in every position, or the lower roles in two positions only. */
  readonly thorough: boolean;
  readonly onRoute?: (route: string) => void;
};

export type Leak = { readonly route: string; readonly position: string; readonly caller: string; readonly why: string };
export type HuntReport = {
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

const destructive = /cancel|withdraw|revoke|refund|remove|archive|discard|void|write-off|close|retry|sign-out|members/;

/** Uses every route as organization A and as B, then tries as B, as strangers and as lower roles to get at A through each. */
export async function hunt(options: HuntOptions): Promise<HuntReport> {
  const base = await options.database();
  const cloud = await testApp(base);
  const { routes, faults } = routesOf(cloud.app);
  const scenes = { a: newScene(cloud, cloud.a), b: newScene(cloud, cloud.b) };
  const unexercised: string[] = [...faults];
  const used = { a: new Map<string, Parts>(), b: new Map<string, Parts>() };
  for (const side of ['a', 'b'] as const) await exerciseAll(scenes[side], routes, used[side]);
  if (options.without === 'policies') await withoutPolicies(cloud);
  await cloud.close();

  const copies = (name = base.name) => options.database(name);
  for (const side of ['a', 'b'] as const)
    for (const route of routes.filter(one => !used[side].has(one.key))) {
      const outcome = await exerciseOnCopy(await copies(), scenes[side], cloud, route);
      if (typeof outcome === 'string') unexercised.push(`${route.key} cannot be exercised as ${side}: ${outcome}`);
      else used[side].set(route.key, outcome);
    }

  const tally = { calls: 0, stripped: 0, leaks: [] as Leak[], callers: new Set<string>() };
  for (const route of routes) {
    options.onRoute?.(route.key);
    const [a, b] = [used.a.get(route.key), used.b.get(route.key)];
    if (a !== undefined && b !== undefined) await huntRoute(options, copies, scenes, cloud, { route, a, b }, tally);
  }
  await base.drop();
  const ids = [...scenes.a.ids.values()].reduce((sum, known) => sum + known.length, 0);
  return {
    routes: routes.length,
    ids,
    callers: tally.callers.size,
    calls: tally.calls,
    stripped: tally.stripped,
    unexercised,
    leaks: tally.leaks,
  };
}

async function withoutPolicies(cloud: TestApp): Promise<void> {
  const { rows } = await cloud.root.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'app'::regnamespace and relrowsecurity`,
  );
  for (const { name } of rows) await cloud.root.query(`alter table app.${name} disable row level security`);
}

/** Again and again over the routes, because one needs what another makes. Routes that end things wait for copies of their own. */
async function exerciseAll(scene: Scene, routes: readonly Route[], used: Map<string, Parts>): Promise<void> {
  const gentle = routes.filter(route => route.method !== 'DELETE' && !destructive.test(route.path));
  for (let before = -1; before !== used.size; ) {
    before = used.size;
    await prepareScene(scene);
    for (const route of gentle.filter(one => !used.has(one.key))) {
      const outcome = await exercise(scene, route);
      if (typeof outcome !== 'string') used.set(route.key, outcome);
    }
  }
}

async function exerciseOnCopy(
  database: TestDatabase,
  scene: Scene,
  people: TestPeople,
  route: Route,
): Promise<Parts | string> {
  const cloud = await testApp(database, { people, seed: 2 });
  const copy = { ...scene, cloud };
  const outcome = await exercise(copy, route);
  await cloud.close();
  await database.drop();
  return outcome;
}

type Tally = { calls: number; stripped: number; readonly leaks: Leak[]; readonly callers: Set<string> };

async function huntRoute(
  options: HuntOptions,
  copies: () => Promise<TestDatabase>,
  scenes: { readonly a: Scene; readonly b: Scene },
  people: TestPeople,
  found: Found,
  tally: Tally,
): Promise<void> {
  // Two copies that go through the same calls, one with A's ids and one with invented ones: whatever differs is a leak.
  const databases = [await copies(), await copies()] as const;
  const [real, twin] = [
    await testApp(databases[0], { people, seed: 3 }),
    await testApp(databases[1], { people, seed: 3 }),
  ];
  const counts = options.without === 'filters' ? [stripFilters(real.deps.db), stripFilters(twin.deps.db)] : [];
  const before = await digestOf(real.root, scenes.a.org.orgId);
  const judge = judgeOf(scenes, found.route, tally);
  for (const position of positionsOf(scenes, found.route, found.a, found.b))
    for (const caller of callersFor(scenes, position.broad || options.thorough)) {
      tally.callers.add(caller.name);
      tally.calls += 2;
      const parts = position.parts;
      const answers = [
        await send(real, caller, found.route, parts),
        await send(twin, caller, found.route, invented(scenes.a, parts)),
      ] as const;
      judge(position.name, caller, parts, ...answers);
    }
  const changed = changedTables(before, await digestOf(real.root, scenes.a.org.orgId));
  if (changed.length > 0)
    tally.leaks.push({
      route: found.route.key,
      position: 'any',
      caller: 'any',
      why: `rows of A changed in ${changed.join(', ')}`,
    });
  await lowerRoles(scenes, found, real, twin, judge, tally);
  for (const { stripped } of counts) tally.stripped += stripped;
  await Promise.all([real.close(), twin.close()]);
  await Promise.all(databases.map(database => database.drop()));
}

/** Roles of A itself: where one may not do a thing, the answer must not tell whether the thing is there. */
async function lowerRoles(
  { a }: { readonly a: Scene },
  found: Found,
  real: TestApp,
  twin: TestApp,
  judge: Judge,
  tally: Tally,
): Promise<void> {
  const { orgId } = a.org;
  for (const role of ['organizer', 'box-office', 'door', 'viewer'] as const) {
    const caller = { name: `A ${role}`, token: a.org[role].token };
    tally.callers.add(caller.name);
    tally.calls += 2;
    const [first, second] = [
      await send(real, caller, found.route, found.a),
      await send(twin, caller, found.route, invented(a, found.a, orgId)),
    ];
    if (first.status === 403) judge('own organization', caller, found.a, first, second);
  }
}

function callersFor({ a, b }: { readonly a: Scene; readonly b: Scene }, every: boolean): Caller[] {
  const roles = every ? (['owner', 'organizer', 'box-office', 'door', 'viewer'] as const) : (['owner'] as const);
  const station = b.notes.get('deviceToken');
  const revoked = a.notes.get('revokedToken');
  return [
    ...roles.map(role => ({ name: `B ${role}`, token: b.org[role].token })),
    ...(station === undefined ? [] : [{ name: 'B station', token: station }]),
    ...(every && revoked !== undefined ? [{ name: 'A revoked station', token: revoked }] : []),
    ...(every
      ? [
          { name: 'stranger', token: b.cloud.stranger.token },
          { name: 'nobody', token: null },
        ]
      : []),
  ];
}

/** The same parts with every id of A replaced by one that was never given out. */
function invented(a: Scene, parts: Parts, except?: string): Parts {
  const text = JSON.stringify(parts).replaceAll(idPattern, id => (id === except || !isOf(a, id) ? id : twinOf(id)));
  const query = Object.fromEntries(
    Object.entries(parts.query).map(([name, value]) => [name, name === 'cursor' ? twinCursor(value) : value]),
  );
  const swapped = JSON.parse(text) as Parts;
  return {
    ...swapped,
    query: { ...swapped.query, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) },
    body: parts.body === undefined ? undefined : swapped.body,
  };
}

function twinCursor(cursor: string): string {
  const inside = Buffer.from(cursor, 'base64url').toString('utf8');
  return Buffer.from(inside.replaceAll(idPattern, twinOf)).toString('base64url');
}

function isOf(scene: Scene, id: string): boolean {
  return scene.ids.get(id.slice(0, id.indexOf('_')))?.includes(id) === true;
}

export function twinOf(id: string): string {
  const bytes = createHash('sha256').update(`twin ${id}`).digest().subarray(0, 16);
  return `${id.slice(0, id.indexOf('_'))}${idFromBytes('RequestId', bytes).slice(idPrefixes.RequestId.length)}`;
}

type Judge = (position: string, caller: Caller, parts: Parts, real: Answer, twin: Answer) => void;

const volatileHeaders = new Set(['foyer-request-id', 'date', 'ratelimit-remaining', 'content-length']);

function judgeOf({ a }: { readonly a: Scene }, route: Route, tally: Tally): Judge {
  // What a caller has sent is its own; only what comes back unasked can leak.
  const sent = newScene(a.cloud, a.org);
  const named = { ids: sent.ids };
  named.ids.clear();
  return (position, caller, parts, real, twin) => {
    const leak = (why: string) => tally.leaks.push({ route: route.key, position, caller: caller.name, why });
    learn(sent, JSON.stringify(parts));
    if (real.status >= 500 || twin.status >= 500) leak(`a fault: ${real.status} ${real.text.slice(0, 200)}`);
    const told = [...real.text.matchAll(idPattern)].map(([id]) => id).filter(id => isOf(a, id) && !isOf(sent, id));
    if (told.length > 0 && !caller.name.startsWith('A ')) leak(`tells ${told[0]} (${real.status})`);
    if (
      new RegExp(`${a.mark}|Organization ${a.org.slug}|${a.org.slug}-\\w+@`).test(real.text) &&
      !JSON.stringify(parts).includes(a.mark)
    )
      leak(`tells what A wrote (${real.status})`);
    if (real.status !== twin.status)
      leak(`answers ${real.status}, and ${twin.status} to an invented id: ${real.text.slice(0, 160)}`);
    else if (comparable(real, route) && normal(real) !== normal(twin))
      leak(`answers otherwise than to an invented id: ${real.text.slice(0, 160)}`);
  };
}

/** What was made carries fresh keys and codes; there the status and the search for A's words must do. */
function comparable(answer: Answer, route: Route): boolean {
  return answer.status >= 400 || route.method === 'GET';
}

/** Status line, headers and body with ids of either kind blotted out. */
function normal(answer: Answer): string {
  const headers = [...answer.headers].filter(([name]) => !volatileHeaders.has(name)).map(pair => pair.join(': '));
  return [answer.status, ...headers, answer.text].join('\n').replaceAll(idPattern, '<id>');
}
