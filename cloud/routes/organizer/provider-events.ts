import { createRoute, z } from '@hono/zod-openapi';
import { pageQuerySchema } from '#shared/api/page.ts';
import {
  providerEventCountSchema,
  providerEventSchema,
  providerEventStateSchema,
} from '#shared/api/provider-events.ts';
import { instantSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { countProviderEvents } from '../../services/payments/count-provider-events.ts';
import { listProviderEvents } from '../../services/payments/list-provider-events.ts';
import { replayProviderEvents, replaySchema } from '../../services/payments/replay-provider-events.ts';

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/provider-events',
  tags: ['Payments'],
  summary: 'What the payment provider told, the latest first',
  request: {
    params: orgParams,
    query: pageQuerySchema.extend({
      state: providerEventStateSchema.optional(),
      type: z.string().max(200).optional(),
      receivedFrom: instantSchema.optional(),
      receivedBefore: instantSchema.optional(),
    }),
  },
  ...answers(200, pageSchema(providerEventSchema)),
});

const counts = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/provider-events/counts',
  tags: ['Payments'],
  summary: 'How many of what the provider told ended how, by type',
  request: { params: orgParams },
  ...answers(200, z.object({ items: z.array(providerEventCountSchema) })),
});

const replay = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/provider-events/replay',
  tags: ['Payments'],
  summary: 'Work through one event again, or through all of a state, type or time',
  request: { params: orgParams, body: jsonBody(replaySchema) },
  ...answers(200, z.object({ replayed: z.int() })),
});

export function registerProviderEvents(app: App): void {
  app.openapi(list, async c => c.json(await listProviderEvents(orgCtx(c), c.req.valid('query')), 200));
  app.openapi(counts, async c => c.json({ items: [...(await countProviderEvents(orgCtx(c)))] }, 200));
  app.openapi(replay, async c => c.json(await replayProviderEvents(orgCtx(c), c.req.valid('json')), 200));
}
