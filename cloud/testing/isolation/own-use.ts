import { roles } from '#shared/api/permissions.ts';
import { idPrefixes, mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { Answer, TestApp, TestOrg } from '../app.ts';
import { auditRows } from './audited.ts';
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
  /** The event an id was told together with, where there was one alone: things of two events do not go together. */
  readonly homes: Map<string, string>;
  /** What routes need that no answer tells in a form that can be guessed: codes, tokens. */
  readonly notes: Map<string, string>;
  /** How many rows the first good call of a route left in the audit log. */
  readonly audited: Map<string, number>;
};

export function newScene(cloud: TestApp, org: TestOrg): Scene {
  const people: string[] = roles.map(role => org[role].personId);
  const ids = new Map([
    ['org', [org.orgId as string]],
    ['per', people],
  ]);
  return { cloud, org, mark: `${org.slug}mark`, ids, homes: new Map(), notes: new Map(), audited: new Map() };
}

export const idPattern = /\b[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}\b/g;

export function learn(scene: Scene, text: string): void {
  const told = [...new Set([...text.matchAll(idPattern)].map(([id]) => id))];
  const [event, ...others] = told.filter(id => id.startsWith('evt_'));
  if (event !== undefined && others.length === 0)
    for (const id of told) if (id !== event && !scene.homes.has(id)) scene.homes.set(id, event);
  for (const id of told) {
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
    const before = route.method === 'GET' ? 0 : await auditRows(scene.cloud.root);
    const answer = await send(scene.cloud, caller, route, parts);
    if (answer.status >= 200 && answer.status < 300) {
      if (route.method !== 'GET' && !scene.audited.has(route.key))
        scene.audited.set(route.key, (await auditRows(scene.cloud.root)) - before);
      learn(scene, JSON.stringify(parts.body ?? null));
      // The platform's lists are of every organization.
      if (!route.path.startsWith('/api/platform')) learn(scene, `${parts.params.eventId ?? ''} ${answer.text}`);
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
  yield* inputsAt(scene, route, null);
  // Nothing of the latest things will do: what belongs to one event, for each event that has what the route asks for.
  for (const event of eventsOf(scene, route)) yield* inputsAt(scene, route, event);
}

/** The events that the latest things of a route's kinds belong to. */
function eventsOf(scene: Scene, route: Route): readonly string[] {
  const bodySchema = JSON.stringify(route.body?.schema ?? null);
  const asked = route.pathParams.map(({ schema }) => idPrefixOf(schema));
  const prefixes = [...scene.ids.keys()].filter(
    prefix => asked.includes(prefix) || bodySchema.includes(`^${prefix}_[`),
  );
  const latest = prefixes.flatMap(prefix => (scene.ids.get(prefix) ?? []).slice(-40).reverse());
  const homes = latest.map(id => scene.homes.get(id)).filter(home => home !== undefined);
  return [...new Set(homes)].slice(0, 12);
}

function* inputsAt(scene: Scene, route: Route, event: string | null): Generator<Parts> {
  const versions =
    route.body !== null && JSON.stringify(route.body.schema).includes('"version"') ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
  const { schema } = route.body ?? {};
  const manners =
    schema !== undefined && idPlaces(schema).length > 0 ? (['own', 'known', 'fresh'] as const) : (['own'] as const);
  for (const params of paramsFor(scene, route, event))
    for (const manner of manners)
      for (const version of versions)
        yield {
          params,
          query: queryFor(scene, route),
          body:
            schema === undefined
              ? undefined
              : makeInput(schema, { version, mark: scene.mark, id: idChooser(scene, manner, event) }),
        };
}

/** What is known of a prefix, the latest last; of one event where one is given. */
function knownOf(scene: Scene, prefix: string, event: string | null): readonly string[] {
  const known = scene.ids.get(prefix) ?? [];
  if (event === null) return known;
  if (prefix === 'evt') return [event];
  const there = known.filter(id => scene.homes.get(id) === event);
  return there.length === 0 ? known : there;
}

/** `own`: what is made gets a fresh id and names known things; `known` and `fresh` do one of both throughout. */
export function idChooser(scene: Scene, manner: 'own' | 'known' | 'fresh', event: string | null = null) {
  let first = true;
  return (prefix: string, place: readonly string[]): string => {
    const known = knownOf(scene, prefix, event).at(-1);
    const mint = manner === 'fresh' || (manner === 'own' && first && place.length === 1);
    first = false;
    return mint || known === undefined ? freshId(prefix, scene.cloud.deps.randomBytes) : known;
  };
}

export function freshId(prefix: string, randomBytes: RandomBytes): string {
  return `${prefix}${mintId('RequestId', randomBytes).slice(idPrefixes.RequestId.length)}`;
}

/** Known ids in the places of the path, the latest first; a dozen of each, in every combination. */
function* paramsFor(scene: Scene, route: Route, event: string | null): Generator<Record<string, string>> {
  let combinations: Record<string, string>[] = [{}];
  for (const { name, schema } of route.pathParams) {
    const prefix = name === 'orgId' ? 'org' : idPrefixOf(schema);
    const known =
      prefix === 'org'
        ? [scene.org.orgId]
        : knownOf(scene, prefix ?? '', event)
            .slice(-12)
            .reverse();
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
