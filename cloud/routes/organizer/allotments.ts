import { createRoute, z } from '@hono/zod-openapi';
import {
  allotmentViewSchema,
  lendAllotmentSchema,
  returnAllotmentSchema,
  writeOffAllotmentSchema,
} from '#shared/api/allotments.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { lendAllotment } from '../../services/allotments/lend-allotment.ts';
import { listAllotments } from '../../services/allotments/list-allotments.ts';
import { returnAllotment } from '../../services/allotments/return-allotment.ts';
import { writeOffAllotment } from '../../services/allotments/write-off-allotment.ts';
import { eventParams, partParams } from './event-params.ts';

const tags = ['Allotments'];
const base = '/api/orgs/{orgId}/events/{eventId}/allotments';
const allotmentParams = partParams('allotmentId', 'AllotmentId');

const list = createRoute({
  method: 'get',
  path: base,
  tags,
  summary: 'List what is lent to stations',
  request: { params: eventParams },
  ...answers(200, z.object({ items: z.array(allotmentViewSchema) })),
});

const lend = createRoute({
  method: 'post',
  path: base,
  tags,
  summary: 'Lend places to a station, with a roll of blank signed tickets',
  description: 'IN-3. When fewer places are left than asked for, those are lent.',
  request: { params: eventParams, body: jsonBody(lendAllotmentSchema) },
  ...answers(201, allotmentViewSchema),
});

const giveBack = createRoute({
  method: 'post',
  path: `${base}/{allotmentId}/return`,
  tags,
  summary: 'Take back unsold blanks that the station returns',
  request: { params: allotmentParams, body: jsonBody(returnAllotmentSchema) },
  ...answers(200, allotmentViewSchema),
});

const writeOff = createRoute({
  method: 'post',
  path: `${base}/{allotmentId}/write-off`,
  tags,
  summary: 'Write off the roll of a lost station',
  request: { params: allotmentParams, body: jsonBody(writeOffAllotmentSchema) },
  ...answers(200, allotmentViewSchema),
});

export function registerAllotments(app: App, deps: AppDeps): void {
  app.openapi(list, async c => c.json(await listAllotments(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(lend, async c =>
    c.json(await lendAllotment(orgCtx(c), deps.keyVault, c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(giveBack, async c => {
    const { eventId, allotmentId } = c.req.valid('param');
    return c.json(await returnAllotment(orgCtx(c), eventId, allotmentId, c.req.valid('json')), 200);
  });
  app.openapi(writeOff, async c => {
    const { eventId, allotmentId } = c.req.valid('param');
    return c.json(await writeOffAllotment(orgCtx(c), eventId, allotmentId, c.req.valid('json')), 200);
  });
}
