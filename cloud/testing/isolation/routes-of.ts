import type { App } from '../../http/app.ts';

/** JSON Schema as OpenAPI 3.1 carries it; read by key, because it comes from the running app. */
export type Schema = { readonly [key: string]: unknown };

export type Param = { readonly name: string; readonly schema: Schema };
export type Route = {
  /** `POST /api/orgs/{orgId}/events`: how tables and sentences name it. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly pathParams: readonly Param[];
  readonly queryParams: readonly Param[];
  readonly body: { readonly type: string; readonly schema: Schema } | null;
};

/** Served without being an operation of the API: pages and files that belong to nobody. */
const pages = [
  /^\/api$/,
  /^\/api\/openapi\.json$/,
  /^\/api\/reference\//,
  // Forms for a person's browser over verbs that are hunted through by their routes; its own test tries another organization.
  /^\/provider-events(?:\/(?:sign-in|sign-out|replay|foreign|foreign\/replay))?$/,
  /^\/pair(?:\/(?:sign-in|sign-out|refuse))?$/,
  // The shops: what everybody may see of an organization, and what a signed address opens. Their own tests try another's.
  /^\/shop-assets\//,
  /^\/o\/:slug/,
  /^\/(?:imprint|terms|privacy|sitemap\.xml|robots\.txt|logo\/:name)?$/,
  /^\/(?:events|pay|offers)\//,
  /^\/orders\/:token/,
];

/** Every route the running app serves. One that OpenAPI does not know is a fault, because nobody would hunt through it. */
export function routesOf(app: App): { readonly routes: readonly Route[]; readonly faults: readonly string[] } {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  }) as unknown as Schema;
  const routes: Route[] = [];
  for (const [path, operations] of Object.entries(at(document, 'paths')))
    for (const [method, operation] of Object.entries(operations as Schema))
      routes.push(routeOf(document, method, path, operation as Schema));
  const known = new Set(routes.map(route => route.key));
  const served = app.routes.filter(({ method, path }) => method !== 'ALL' && !pages.some(page => page.test(path)));
  const hidden = new Set(served.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`));
  const faults = [...hidden].filter(key => !known.has(key)).map(key => `${key} is served and OpenAPI does not know it`);
  return { routes, faults };
}

function routeOf(document: Schema, method: string, path: string, operation: Schema): Route {
  const parameters = ((operation.parameters as Schema[] | undefined) ?? []).map(one => resolved(document, one));
  const of = (place: string) =>
    parameters
      .filter(one => one.in === place)
      .map(one => ({ name: String(one.name), schema: resolved(document, at(one, 'schema')) }));
  const contents = Object.entries(at(at(operation, 'requestBody'), 'content'));
  const [content] = contents;
  return {
    key: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    pathParams: of('path'),
    queryParams: of('query'),
    body:
      content === undefined
        ? null
        : { type: content[0], schema: resolved(document, at(content[1] as Schema, 'schema')) },
  };
}

function at(schema: Schema, key: string): Schema {
  const value = schema[key];
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}

/** References followed, eight deep: a rule may hold rules. */
function resolved(document: Schema, schema: Schema, depth = 0): Schema {
  if (depth > 8) return {};
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const target = reference
      .split('/')
      .slice(1)
      .reduce((value, key) => at(value, key), document);
    return resolved(document, target, depth + 1);
  }
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return '$ref' in value ? resolved(document, value as Schema, depth + 1) : mapped(value as Schema, walk);
  };
  return mapped(schema, walk);
}

function mapped(schema: Schema, walk: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, walk(value)]));
}
