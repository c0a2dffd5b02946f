import { testApp } from '../app.ts';
import type { Built, GroundOptions } from './ground.ts';
import { exercise, type Parts, type Scene } from './own-use.ts';
import { prepareScene } from './prepare-scene.ts';
import { recipes } from './recipes.ts';
import type { Route } from './routes-of.ts';
import { freshTicket } from './sale-recipes.ts';

/** Again and again over the routes, because one needs what another makes. Routes that end things wait for copies of their own. */
export async function exerciseAll(scene: Scene, routes: readonly Route[], used: Map<string, Parts>): Promise<void> {
  const gentle = routes.filter(route => !ends(route));
  for (let before = -1; before !== used.size; ) {
    before = used.size;
    await prepareScene(scene);
    for (const route of gentle.filter(one => !used.has(one.key))) {
      const outcome = await exercise(scene, route);
      if (typeof outcome !== 'string') used.set(route.key, outcome);
    }
  }
  // Two more of each thing that can be deleted: other things hang on the latest, so that the one before stays free.
  for (const { path } of routes.filter(route => route.method === 'DELETE'))
    for (const route of gentle.filter(one => one.method === 'POST' && one.path === path.replace(/\/\{\w+\}$/, '')))
      for (const _time of ['once', 'again']) await exercise(scene, route);
}

/** What the routes that end things need is made ready where the hunt will look for it; only the ending happens on a copy. */
export async function prepareEndings(scene: Scene, routes: readonly Route[]): Promise<Map<string, Parts>> {
  const prepared = new Map<string, Parts>();
  for (const { key } of routes.filter(ends)) {
    const recipe = recipes[key];
    if (recipe !== undefined) prepared.set(key, await recipe(scene));
  }
  await freshTicket(scene);
  return prepared;
}

export async function exerciseOnCopy(
  options: GroundOptions & Built,
  base: string,
  scene: Scene,
  route: Route,
  prepared: Parts | undefined,
): Promise<Parts | string> {
  const database = await options.database(base);
  const cloud = await testApp(database, { people: scene.cloud, seed: 2, deps: options.deps });
  options.plant?.(cloud.app, cloud.deps);
  // What is made on a copy is not there afterwards, so nothing of it is remembered.
  const copy = { ...scene, cloud, ids: new Map(scene.ids), homes: new Map(scene.homes), notes: new Map(scene.notes) };
  const outcome = await exercise(copy, route, prepared);
  await cloud.close();
  await database.drop();
  return outcome;
}

/** Routes that end things are used on copies of their own, and hunted through last. */
export const ends = (route: Route) =>
  route.method === 'DELETE' || (route.method !== 'GET' && destructive.test(route.path));
const destructive =
  /cancel|withdraw|revoke|refund|remove|archive|discard|void|write-off|close|retry|sign-out|members|accept|submit|dismiss/;

/** Questions first, what ends things last. */
export const huntingOrder = (route: Route) => (route.method === 'GET' ? 0 : ends(route) ? 2 : 1);
