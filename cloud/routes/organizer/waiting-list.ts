import { createRoute } from '@hono/zod-openapi';
import { listWaitingSchema, waitingViewSchema } from '#shared/api/waiting-list.ts';
import { answers, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { listWaiting } from '../../services/waiting-list/list-waiting.ts';
import { eventParams } from './event-params.ts';

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/waiting-list',
  tags: ['Waiting list'],
  summary: 'Who waits for places of an event, in the order they came, and what became of those before them',
  request: { params: eventParams, query: listWaitingSchema },
  ...answers(200, pageSchema(waitingViewSchema)),
});

export function registerWaitingList(app: App): void {
  app.openapi(list, async c =>
    c.json(await listWaiting(orgCtx(c), c.req.valid('param').eventId, c.req.valid('query')), 200),
  );
}
