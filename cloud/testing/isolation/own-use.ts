import { roles } from '#shared/api/permissions.ts';
import { idPrefixes, mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { Answer, TestApp, TestOrg } from '../app.ts';
import { idPlaces, idPrefixOf, makeInput } from './make-input.ts';
import { recipes } from './recipes.ts';
import type { Route } from './routes-of.ts';

/** A call in its parts, so that ids can be put into each of them. */
export type Parts = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What proves who sends this very body, where no token does: whoever may sign may sign anything. */
  readonly sign?: (body: string) => Readonly<Record<string, string>>;
};

/** Somebody who calls: a bearer token, or none. */
export type Caller = { readonly name: string; readonly token: string | null };

/** One organization, and what its own use of the API has taught about it. */
export type Scene = {
  readonly cloud: TestApp;
  readonly org: TestOrg;
  readonly mark: string;
  /** Every id any answer told, by prefix, the latest last. */
  readonly ids: Map<string, string[]>;
  /** What routes need that no answer tells in a form that can be guessed: codes, tokens. */
  readonly notes: Map<string, string>;
};

export function newScene(cloud: TestApp, org: TestOrg): Scene {
  const people: string[] = roles.map(role => org[role].personId);
  const ids = new Map([
    ['org', [org.orgId as string]],
    ['per', people],
  ]);
  return { cloud, org, mark: `${org.slug}mark`, ids, notes: new Map() };
}

export const idPattern = /\b[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}\b/g;

export function learn(scene: Scene, text: string): void {
  for (const [id] of text.matchAll(idPattern)) {
    const prefix = id.slice(0, id.indexOf('_'));
    const known = scene.ids.get(prefix) ?? [];
    if (prefix !== 'req' && !known.includes(id)) scene.ids.set(prefix, [...known, id]);
  }
}

/** Who uses a route in earnest. */
export function ownCaller(scene: Scene, route: Route): Caller {
  const { cloud, org } = scene;
  if (route.path.startsWith('/api/platform')) return { name: 'platform admin', token: cloud.platformAdmin.token };
  if (route.path.startsWith('/api/station')) return { name: 'station', token: scene.notes.get('deviceToken') ?? null };
  return { name: 'owner', token: org.owner.token };
}

export async function send(cloud: TestApp, caller: Caller, route: Route, parts: Parts): Promise<Answer> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts.params[name] ?? name));
  const query = new URLSearchParams(parts.query).toString();
  return cloud.call(null, route.method, query === '' ? path : `${path}?${query}`, parts.body, {
    headers: {
      ...(caller.token === null ? {} : { authorization: `Bearer ${caller.token}` }),
      ...(route.body === null || parts.body === undefined ? {} : { 'content-type': route.body.type }),
      'foyer-protocol': '2',
      ...(typeof parts.body === 'string' ? parts.sign?.(parts.body) : undefined),
    },
  });
}

/** Tries inputs until the route answers well; the input that did, or the last answer in words. */
export async function exercise(scene: Scene, route: Route, prepared?: Parts): Promise<Parts | string> {
  let last = 'nothing was tried';
  const caller = ownCaller(scene, route);
  for await (const parts of prepared === undefined ? inputsFor(scene, route) : [prepared]) {
    const answer = await send(scene.cloud, caller, route, parts);
    if (answer.status >= 200 && answer.status < 300) {
      learn(scene, JSON.stringify(parts.body ?? null));
      // The platform's lists are of every organization.
      if (!route.path.startsWith('/api/platform')) learn(scene, answer.text);
      remember(scene, route, answer);
      return parts;
    }
    last = `${answer.status} ${answer.text.slice(0, 300)}`;
  }
  return last;
}

/** Cursors and codes that answers tell, for the positions that are no ids. */
function remember(scene: Scene, route: Route, answer: Answer): void {
  if (typeof answer.body !== 'object' || answer.body === null) return;
  for (const [name, value] of Object.entries(answer.body))
    if (typeof value === 'string') scene.notes.set(`${route.key} ${name}`, value);
}

async function* inputsFor(scene: Scene, route: Route): AsyncGenerator<Parts> {
  const recipe = recipes[route.key];
  if (recipe !== undefined) {
    yield await recipe(scene);
    return;
  }
  const versions =
    route.body !== null && JSON.stringify(route.body.schema).includes('"version"') ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
  const { schema } = route.body ?? {};
  const manners =
    schema !== undefined && idPlaces(schema).length > 0 ? (['own', 'known', 'fresh'] as const) : (['own'] as const);
  for (const params of paramsFor(scene, route))
    for (const manner of manners)
      for (const version of versions)
        yield {
          params,
          query: queryFor(scene, route),
          body:
            schema === undefined
              ? undefined
              : makeInput(schema, { version, mark: scene.mark, id: idChooser(scene, manner) }),
        };
}

/** `own`: what is made gets a fresh id and names known things; `known` and `fresh` do one of both throughout. */
export function idChooser(scene: Scene, manner: 'own' | 'known' | 'fresh') {
  let first = true;
  return (prefix: string, place: readonly string[]): string => {
    const known = scene.ids.get(prefix)?.at(-1);
    const mint = manner === 'fresh' || (manner === 'own' && first && place.length === 1);
    first = false;
    return mint || known === undefined ? freshId(prefix, scene.cloud.deps.randomBytes) : known;
  };
}

export function freshId(prefix: string, randomBytes: RandomBytes): string {
  return `${prefix}${mintId('RequestId', randomBytes).slice(idPrefixes.RequestId.length)}`;
}

/** Known ids in the places of the path, the latest first; a dozen of each, in every combination. */
function* paramsFor(scene: Scene, route: Route): Generator<Record<string, string>> {
  let combinations: Record<string, string>[] = [{}];
  for (const { name, schema } of route.pathParams) {
    const prefix = name === 'orgId' ? 'org' : idPrefixOf(schema);
    const known = prefix === 'org' ? [scene.org.orgId] : (scene.ids.get(prefix ?? '') ?? []).slice(-12).reverse();
    combinations = combinations.flatMap(before => known.map(id => ({ ...before, [name]: id })));
  }
  yield* combinations.slice(0, 150);
}

function queryFor(scene: Scene, route: Route): Record<string, string> {
  const query: Record<string, string> = {};
  for (const { name, schema } of route.queryParams) {
    const prefix = idPrefixOf(schema);
    const makes = route.method !== 'GET' && prefix !== null;
    const known =
      prefix === null
        ? undefined
        : makes
          ? freshId(prefix, scene.cloud.deps.randomBytes)
          : scene.ids.get(prefix)?.at(-1);
    if (known !== undefined) query[name] = known;
    // Small pages, so that lists give out cursors.
    if (name === 'limit') query[name] = '1';
  }
  return query;
}
