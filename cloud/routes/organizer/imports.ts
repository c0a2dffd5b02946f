import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { importQuerySchema, importViewSchema } from '#shared/api/imports.ts';
import { answers } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { importTickets } from '../../services/imports/import-tickets.ts';
import { listImports } from '../../services/imports/list-imports.ts';
import { eventParams } from './event-params.ts';

const tags = ['Imports'];

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/imports',
  tags,
  summary: 'List imports with their reports, the latest first',
  request: { params: eventParams },
  ...answers(200, z.object({ items: z.array(importViewSchema) })),
});

const create = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/imports',
  tags,
  summary: 'Import another seller’s barcodes from a CSV file',
  description:
    'The first line names the columns: `code`, and if wanted `tier` (name, number or id), `holder`, `seat`. Commas, semicolons or tabs; UTF-8.',
  request: {
    params: eventParams,
    query: importQuerySchema,
    body: {
      required: true,
      content: {
        'text/csv': { schema: z.string().meta({ example: 'code;tier;holder\nA-0001;Stalls;Anna Beck\n' }) },
      },
    },
  },
  ...answers(200, importViewSchema),
});

export function registerImports(app: App): void {
  app.openapi(list, async c => c.json(await listImports(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(create, async c => {
    const body = c.req.raw.body;
    // The web's and Node's types of one and the same stream.
    const chunks =
      body === null ? Readable.from([]) : Readable.fromWeb(body as import('node:stream/web').ReadableStream);
    return c.json(await importTickets(orgCtx(c), c.req.valid('param').eventId, c.req.valid('query'), chunks), 200);
  });
}
