import type { App, AppDeps } from '../../http/app.ts';
import { testApp } from '../app.ts';
import type { TestDatabase } from '../database.ts';
import { auditedOtherwise } from './audited.ts';
import { exerciseAll, exerciseOnCopy, huntingOrder, prepareEndings } from './exercise-routes.ts';
import { huntProvider } from './hunt-provider.ts';
import type { Leak } from './judge.ts';
import { newScene, type Parts, type Scene } from './own-use.ts';
import { type Route, routesOf } from './routes-of.ts';

export type GroundOptions = {
  /** A new database, empty and migrated or a copy of another. */
  readonly database: (copyOf?: string) => Promise<TestDatabase>;
  /** Routes of a test, to see that a leak would be found. */
  readonly plant?: (app: App, deps: AppDeps) => void;
  readonly only?: RegExp;
};

/** What every cloud of a hunt is built with beside the usual. */
export type Built = { readonly deps: Partial<AppDeps> };

export type Scenes = { readonly a: Scene; readonly b: Scene };

/** A route, and how each organization used it with success. */
export type Found = { readonly route: Route; readonly a: Parts; readonly b: Parts };

/** A database in which two organizations have used every route; hunts go through copies of it. */
export type Ground = AsyncDisposable & {
  readonly built: Built;
  readonly base: TestDatabase;
  readonly scenes: Scenes;
  readonly routes: readonly Route[];
  /** Questions first, what ends things last. */
  readonly found: readonly Found[];
  /** Routes that were never used with success, so that refusals on them prove nothing. */
  readonly unexercised: readonly string[];
  /** AU-1: changes that left no row in the audit log, or another number than they should. */
  readonly unaudited: readonly string[];
  readonly leaks: readonly Leak[];
};

/** Uses every route as organization A and as B. */
export async function prepareGround(options: GroundOptions): Promise<Ground> {
  const provider = await huntProvider();
  const built = { deps: { payments: provider.payments } };
  const base = await options.database();
  const cloud = await testApp(base, built);
  options.plant?.(cloud.app, cloud.deps);
  const { routes: all, faults } = routesOf(cloud.app);
  const routes = all.filter(route => options.only?.test(route.key) !== false);
  const scenes = { a: newScene(cloud, cloud.a), b: newScene(cloud, cloud.b) };
  const unexercised: string[] = [...faults];
  const used = { a: new Map<string, Parts>(), b: new Map<string, Parts>() };
  for (const side of ['a', 'b'] as const) await exerciseAll(scenes[side], routes, used[side]);
  const endings = { a: await prepareEndings(scenes.a, routes), b: await prepareEndings(scenes.b, routes) };
  const leaks = sharedIds(scenes);
  await cloud.close();
  for (const side of ['a', 'b'] as const)
    for (const route of routes.filter(one => !used[side].has(one.key))) {
      const outcome = await exerciseOnCopy(
        { ...options, ...built },
        base.name,
        scenes[side],
        route,
        endings[side].get(route.key),
      );
      if (typeof outcome === 'string') unexercised.push(`${route.key} cannot be exercised as ${side}: ${outcome}`);
      else used[side].set(route.key, outcome);
    }
  const found: Found[] = [];
  for (const route of routes) {
    const [a, b] = [used.a.get(route.key), used.b.get(route.key)];
    if (a !== undefined && b !== undefined) found.push({ route, a, b });
  }
  found.sort((x, y) => huntingOrder(x.route) - huntingOrder(y.route));
  return {
    built,
    base,
    scenes,
    routes,
    found,
    unexercised,
    unaudited: unauditedOf(scenes),
    leaks,
    [Symbol.asyncDispose]: async () => {
      await base.drop();
      await provider[Symbol.asyncDispose]();
    },
  };
}

function unauditedOf({ a, b }: Scenes): string[] {
  return [...a.audited, ...b.audited].flatMap(([key, rows]) => {
    const wanted = auditedOtherwise[key]?.rows ?? 1;
    return rows === wanted ? [] : [`${key} leaves ${rows} rows in the audit log, not ${wanted}`];
  });
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
