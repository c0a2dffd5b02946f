import type { Schema } from './routes-of.ts';

/** Where in a body an id stands: names of properties, `*` for the items of an array. */
export type Place = readonly string[];

export type Making = {
  /** An id for a place, by its prefix. */
  readonly id: (prefix: string, place: Place) => string;
  readonly version: number;
  /** Stands in every text made, so that it is known again wherever it turns up. */
  readonly mark: string;
  /** A place that has to be there although it is optional. */
  readonly include?: Place;
};

/** The prefix when this schema is of an id (its pattern says so), else null. */
export function idPrefixOf(schema: Schema): string | null {
  const found = typeof schema.pattern === 'string' ? /^\^([a-z]{2,4})_\[/.exec(schema.pattern) : null;
  if (found?.[1] !== undefined) return found[1];
  for (const choice of choicesOf(schema)) {
    const prefix = idPrefixOf(choice);
    if (prefix !== null) return prefix;
  }
  return null;
}

/** Every place in a body that may hold an id. */
export function idPlaces(schema: Schema, place: Place = []): Place[] {
  if (place.length > 6) return [];
  if (idPrefixOf(schema) !== null) return [place];
  return [
    ...choicesOf(schema).flatMap(choice => idPlaces(choice, place)),
    ...Object.entries(propertiesOf(schema)).flatMap(([name, inner]) => idPlaces(inner, [...place, name])),
    ...(isObject(schema.items) ? idPlaces(schema.items, [...place, '*']) : []),
  ];
}

/** A value the schema should take: examples where there are any, and only what is required. */
export function makeInput(schema: Schema, making: Making, place: Place = []): unknown {
  const prefix = idPrefixOf(schema);
  if (prefix !== null) return making.id(prefix, place);
  if ('const' in schema) return schema.const;
  const included = making.include;
  const choices = choicesOf(schema);
  if (choices.length > 0) {
    const wanted =
      included && leadsTo(place, included) ? choices.find(one => holds(one, included.slice(place.length))) : undefined;
    return makeInput(wanted ?? choices.find(one => one.type !== 'null') ?? {}, making, place);
  }
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (types.includes('object') || schema.properties !== undefined) return makeObject(schema, making, place);
  if (types.includes('array')) return makeArray(schema, making, place);
  if (schema.example !== undefined && place.at(-1) !== 'version') return schema.example;
  if (types.includes('null')) return null;
  if (types.includes('integer') || types.includes('number')) return makeNumber(schema, making, place);
  if (types.includes('boolean')) return false;
  return makeText(schema, making, place.at(-1) ?? '');
}

function makeObject(schema: Schema, making: Making, place: Place): unknown {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const value: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(propertiesOf(schema))) {
    const here = [...place, name];
    if (required.includes(name) || (making.include !== undefined && leadsTo(here, making.include)))
      value[name] = makeInput(inner, making, here);
  }
  return value;
}

function makeArray(schema: Schema, making: Making, place: Place): unknown {
  if (!isObject(schema.items)) return [];
  const here = [...place, '*'];
  const wanted = making.include !== undefined && leadsTo(here, making.include);
  if (!wanted && Array.isArray(schema.example)) return schema.example;
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const { items } = schema;
  return Array.from({ length: wanted ? Math.max(1, least) : least }, () => makeInput(items, making, here));
}

function makeNumber(schema: Schema, making: Making, place: Place): number {
  if (place.at(-1) === 'version') return making.version;
  const least = typeof schema.minimum === 'number' ? schema.minimum : 0;
  const most = typeof schema.maximum === 'number' ? schema.maximum : Number.MAX_SAFE_INTEGER;
  return Math.min(Math.max(least, 2), most);
}

const instants: Readonly<Record<string, string>> = {
  opensAt: '2026-11-01T08:00:00.000Z',
  doorsAt: '2026-12-01T18:00:00.000Z',
  startsAt: '2026-12-01T19:00:00.000Z',
  endsAt: '2026-12-01T22:00:00.000Z',
};

function makeText(schema: Schema, making: Making, name: string): string {
  if (/At$/.test(name)) return instants[name] ?? '2026-12-01T19:30:00.000Z';
  if (schema.format === 'email') return `${making.mark}@example.org`;
  if (schema.format === 'uri') return 'https://example.org/';
  if (/zone/i.test(name)) return 'Europe/Vienna';
  if (/currency/i.test(name)) return 'EUR';
  if (/pin/i.test(name)) return '4711';
  const text = `${making.mark} ${name}`;
  return typeof schema.maxLength === 'number' ? text.slice(0, schema.maxLength) : text;
}

function leadsTo(place: Place, target: Place): boolean {
  return place.length <= target.length && place.every((step, index) => step === target[index]);
}

function holds(schema: Schema, rest: Place): boolean {
  return idPlaces(schema).some(place => place.length === rest.length && leadsTo(place, rest));
}

function choicesOf(schema: Schema): Schema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  return Array.isArray(choices) ? choices.filter(isObject) : [];
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  const own = isObject(schema.properties) ? schema.properties : {};
  const all = Array.isArray(schema.allOf) ? schema.allOf.filter(isObject).map(propertiesOf) : [];
  return Object.assign({}, ...all, own);
}

function isObject(value: unknown): value is Schema & Record<string, Schema> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
