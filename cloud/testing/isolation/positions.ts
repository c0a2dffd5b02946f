import { inventedIn as invented } from './invented.ts';
import { idPlaces, idPrefixOf, makeInput, type Place } from './make-input.ts';
import { idChooser, type Parts, type Scene } from './own-use.ts';
import type { Route } from './routes-of.ts';
import { handIn, scanIdsOf } from './station-scene.ts';

/** One way to bring ids of A into a call of B. `broad` ones are tried by every role. */
export type Position = {
  readonly name: string;
  readonly parts: Parts;
  readonly broad: boolean;
  readonly twin?: Parts;
  readonly orders?: boolean;
};

type Scenes = { readonly a: Scene; readonly b: Scene };

/** Whoever has the password, the invitation or the device's secret is who they say, wherever they call from. */
const credentials = ['POST /api/session/sign-in', 'POST /api/session/invitation', 'POST /api/station/pairings/poll'];

export function positionsOf(scenes: Scenes, route: Route, a: Parts, b: Parts): Position[] {
  if (credentials.includes(route.key)) return [];
  if (route.key === 'POST /api/station/ops') return opsPositions(scenes);
  const own = scenes.b.org.orgId;
  const inOwn = { ...a.params, ...('orgId' in a.params ? { orgId: own } : {}) };
  const disguised: Parts = { ...a, params: inOwn, body: unmarked(scenes, a.body) };
  return [
    { name: 'all of A', parts: a, broad: true },
    { name: 'all of A in the own organization', parts: disguised, broad: true },
    ...Object.keys(a.params).map(name => ({
      name: `path ${name}`,
      parts: { ...b, params: { ...b.params, [name]: a.params[name] ?? '' } },
      broad: name === 'orgId',
    })),
    ...queryPositions(scenes, route, b),
    ...bodyPositions(scenes, route, b),
  ];
}

function queryPositions({ a }: Scenes, route: Route, b: Parts): Position[] {
  const positions: Position[] = [];
  for (const { name, schema } of route.queryParams) {
    const prefix = idPrefixOf(schema);
    const values =
      prefix !== null
        ? (a.ids.get(prefix) ?? []).slice(-2)
        : name === 'cursor'
          ? [...a.notes].filter(([key]) => key === `${route.key} nextCursor`).map(([, cursor]) => cursor)
          : isText(schema)
            ? [a.ids.get('tkt')?.at(-1), a.ids.get('ord')?.at(-1), a.ids.get('evt')?.at(-1)].filter(
                id => id !== undefined,
              )
            : [];
    for (const value of values)
      positions.push({
        name: `query ${name}`,
        parts: { ...b, query: { ...b.query, [name]: value } },
        broad: false,
        // A place in an order: what comes after it is the caller's own, and differs from place to place.
        orders: name === 'cursor' || name === 'after',
      });
  }
  return positions;
}

function isText(schema: Route['queryParams'][number]['schema']): boolean {
  return schema.type === 'string' && schema.enum === undefined;
}

/** Each place of the body that can hold an id, the optional ones too, with one of A's; the rest stays B's. */
function bodyPositions({ a, b }: Scenes, route: Route, own: Parts): Position[] {
  const schema = route.body?.schema;
  if (schema === undefined) return [];
  return idPlaces(schema).flatMap(place => {
    const positions: Position[] = [];
    const known = idChooser(b, 'known');
    makeInput(schema, {
      version: 1,
      mark: b.mark,
      include: place,
      id: (prefix, here) => {
        const theirs = sameSpot(here, place) ? a.ids.get(prefix)?.at(-1) : undefined;
        if (theirs !== undefined) positions.push(bodyPosition(route, own, b, place, theirs));
        return theirs ?? known(prefix, here);
      },
    });
    return positions.slice(0, 1);
  });
}

function bodyPosition(route: Route, own: Parts, b: Scene, place: Place, id: string): Position {
  const known = idChooser(b, 'known');
  const made = makeInput(route.body?.schema ?? {}, {
    version: 1,
    mark: b.mark,
    include: place,
    id: (prefix, here) => (sameSpot(here, place) ? id : known(prefix, here)),
  });
  const [top] = place;
  const merged =
    isRecord(own.body) && isRecord(made) && top !== undefined && top !== '*' ? { ...own.body, [top]: made[top] } : made;
  return { name: `body ${place.join('.')}`, parts: { ...own, body: merged }, broad: false };
}

function sameSpot(a: Place, b: Place): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A's words would come back as an echo of B's own call; only A's ids are tried. */
function unmarked({ a, b }: Scenes, body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body).replaceAll(a.mark, b.mark));
}

/** Operations carry a hash over their ids, so each is made anew for the twin. */
function opsPositions({ a, b }: Scenes): Position[] {
  const [theirs, own] = [scanIdsOf(a), scanIdsOf(b)];
  const all: Position[] = [
    { name: 'all of A', parts: handIn(a, theirs), twin: handIn(a, invented(a, theirs)), broad: true },
  ];
  for (const name of ['eventId', 'ticketId', 'checkpointId', 'gateId'] as const) {
    const ids = { ...own, [name]: theirs[name] };
    all.push({ name: `body ops.*.${name}`, parts: handIn(b, ids), twin: handIn(b, invented(a, ids)), broad: false });
  }
  return all;
}
