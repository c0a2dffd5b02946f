import { expect, test } from 'vitest';
import * as allotments from '#shared/api/allotments.ts';
import * as checkpoints from '#shared/api/checkpoints.ts';
import * as events from '#shared/api/events.ts';
import * as keys from '#shared/api/keys.ts';
import * as members from '#shared/api/members.ts';
import * as operators from '#shared/api/operators.ts';
import * as orders from '#shared/api/orders.ts';
import * as organizations from '#shared/api/organizations.ts';
import * as platform from '#shared/api/platform.ts';
import * as pools from '#shared/api/pools.ts';
import * as questions from '#shared/api/questions.ts';
import * as scans from '#shared/api/scans.ts';
import * as session from '#shared/api/session.ts';
import * as stations from '#shared/api/stations.ts';
import * as tickets from '#shared/api/tickets.ts';
import * as tiers from '#shared/api/tiers.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
/** What programs of third parties and our own station send is described where they are. */
const elsewhere = new Set(['Webhooks', 'Station']);
type Operation = {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Readonly<Record<string, unknown>> }>>;
  };
};

test('the reference has a summary, an example of each body and the shape of errors for every route', async () => {
  const { body } = await cloud.call(null, 'get', '/api/openapi.json');
  const { paths } = body as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const wanting: string[] = [];
  let routes = 0;
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.tags?.some(tag => elsewhere.has(tag))) continue;
      routes += 1;
      const bodies = Object.values(operation.requestBody?.content ?? {});
      if (operation.summary === undefined) wanting.push(`${method} ${path}: summary`);
      if (operation.responses.default === undefined) wanting.push(`${method} ${path}: errors`);
      if (bodies.some(({ schema }) => schema.example === undefined)) wanting.push(`${method} ${path}: example`);
    }
  expect(wanting).toEqual([]);
  expect(routes).toBeGreaterThan(110);
});

test('every example is one that its schema takes', () => {
  const catalogue = [allotments, checkpoints, events, keys, operators, orders, pools, questions, tickets, tiers];
  const schemas = [...catalogue, members, organizations, platform, scans, session, stations]
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
