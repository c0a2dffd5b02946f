import { createRoute } from '@hono/zod-openapi';
import { pageQuerySchema } from '#shared/api/page.ts';
import {
  conflictListSchema,
  doorCountsSchema,
  redeemedSchema,
  redeemSchema,
  scanRecordSchema,
} from '#shared/api/scans.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { listConflicts } from '../../services/conflicts/list-conflicts.ts';
import { countDoor } from '../../services/scans/count-door.ts';
import { listScans } from '../../services/scans/list-scans.ts';
import { redeemTicket } from '../../services/scans/redeem-ticket.ts';

const tags = ['Door'];
const eventParams = orgParams.extend({ eventId: idSchema('EventId') });

const scans = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/scans',
  tags,
  summary: 'List scans, the latest first',
  request: { params: eventParams, query: pageQuerySchema },
  ...answers(200, pageSchema(scanRecordSchema)),
});

const conflicts = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/conflicts',
  tags,
  summary: 'List admissions that should not have happened',
  request: { params: eventParams },
  ...answers(200, conflictListSchema),
});

const counts = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/door-counts',
  tags,
  summary: 'Count who is inside, was admitted, was refused',
  request: { params: eventParams },
  ...answers(200, doorCountsSchema),
});

const redeem = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/redeem',
  tags,
  summary: 'Scan a ticket without a station',
  description: 'The same rules as at a door. The same `scanId` gets the same answer.',
  request: { params: eventParams, body: jsonBody(redeemSchema) },
  ...answers(200, redeemedSchema),
});

export function registerScans(app: App): void {
  app.openapi(scans, async c => {
    const page = await listScans(orgCtx(c), c.req.valid('param').eventId, c.req.valid('query'));
    return c.json({ ...page, items: [...page.items] }, 200);
  });
  app.openapi(conflicts, async c => c.json(await listConflicts(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(counts, async c => c.json(await countDoor(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(redeem, async c =>
    c.json(await redeemTicket(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
}
