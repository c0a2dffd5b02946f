import { createRoute, z } from '@hono/zod-openapi';
import {
  discardParkedSchema,
  parkedOpParamsSchema,
  parkedOpSchema,
  parkedOutcomeSchema,
} from '#shared/api/stations.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { discardParked } from '../../services/scans/discard-parked.ts';
import { listParked } from '../../services/scans/list-parked.ts';
import { retryParked } from '../../services/scans/retry-parked.ts';

const tags = ['Stations'];
const opPath = '/api/orgs/{orgId}/stations/{stationId}/journals/{journalId}/operations/{seq}';
const opParams = orgParams.extend(parkedOpParamsSchema.shape);

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/parked-operations',
  tags,
  summary: 'List operations that could not be applied',
  request: { params: orgParams },
  ...answers(200, z.object({ items: z.array(parkedOpSchema) })),
});

const retry = createRoute({
  method: 'post',
  path: `${opPath}/retry`,
  tags,
  summary: 'Try a parked operation again',
  request: { params: opParams },
  ...answers(200, parkedOutcomeSchema),
});

const discard = createRoute({
  method: 'post',
  path: `${opPath}/discard`,
  tags,
  summary: 'Decide that nothing comes of a parked operation',
  request: { params: opParams, body: jsonBody(discardParkedSchema) },
  ...answers(200, parkedOutcomeSchema),
});

export function registerParkedOperations(app: App): void {
  app.openapi(list, async c => c.json(await listParked(orgCtx(c)), 200));
  app.openapi(retry, async c => c.json(await retryParked(orgCtx(c), c.req.valid('param')), 200));
  app.openapi(discard, async c =>
    c.json(await discardParked(orgCtx(c), c.req.valid('param'), c.req.valid('json')), 200),
  );
}
