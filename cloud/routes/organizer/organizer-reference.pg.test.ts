import { expect, test } from 'vitest';
import * as allotments from '#shared/api/allotments.ts';
import * as checkpoints from '#shared/api/checkpoints.ts';
import * as events from '#shared/api/events.ts';
import * as keys from '#shared/api/keys.ts';
import * as operators from '#shared/api/operators.ts';
import * as orders from '#shared/api/orders.ts';
import * as pools from '#shared/api/pools.ts';
import * as questions from '#shared/api/questions.ts';
import * as tickets from '#shared/api/tickets.ts';
import * as tiers from '#shared/api/tiers.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const mine = new Set([
  'Events',
  'Tiers and pools',
  'Doors',
  'Questions',
  'Operators',
  'Keys',
  'Orders',
  'Tickets',
  'Imports',
  'Allotments',
]);
type Operation = {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Readonly<Record<string, unknown>> }>>;
  };
};

test('the reference has a summary, an example of each body and the shape of errors for every route of the catalogue', async () => {
  const { body } = await cloud.call(null, 'get', '/api/openapi.json');
  const { paths } = body as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const wanting: string[] = [];
  let routes = 0;
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.tags?.some(tag => mine.has(tag))) continue;
      routes += 1;
      const bodies = Object.values(operation.requestBody?.content ?? {});
      if (operation.summary === undefined) wanting.push(`${method} ${path}: summary`);
      if (operation.responses.default === undefined) wanting.push(`${method} ${path}: errors`);
      if (bodies.some(({ schema }) => schema.example === undefined)) wanting.push(`${method} ${path}: example`);
    }
  expect(wanting).toEqual([]);
  expect(routes).toBeGreaterThan(45);
});

test('every example is one that its schema takes', () => {
  const schemas = [allotments, checkpoints, events, keys, operators, orders, pools, questions, tickets, tiers]
    .flatMap(module => Object.entries(module))
    .filter(([name]) => name.endsWith('Schema'));
  const wrong = schemas.flatMap(([name, schema]) => {
    if (typeof schema !== 'object' || !('meta' in schema)) return [];
    const example = schema.meta()?.example;
    const parsed = example === undefined ? { success: true } : schema.safeParse(example);
    return parsed.success ? [] : [name];
  });
  expect(wrong).toEqual([]);
});
