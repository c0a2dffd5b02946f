import { createRoute } from '@hono/zod-openapi';
import {
  cancelEventSchema,
  createEventSchema,
  editEventSchema,
  eventDetailSchema,
  eventViewSchema,
  versionOnlySchema,
} from '#shared/api/events.ts';
import { pageQuerySchema } from '#shared/api/page.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { cancelEvent } from '../../services/events/cancel-event.ts';
import { createEvent } from '../../services/events/create-event.ts';
import { editEvent } from '../../services/events/edit-event.ts';
import { getEvent } from '../../services/events/get-event.ts';
import { listEvents } from '../../services/events/list-events.ts';
import { publishEvent } from '../../services/events/publish-event.ts';
import { eventParams } from './event-params.ts';

const tags = ['Events'];

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events',
  tags,
  summary: 'List events, the earliest first',
  request: { params: orgParams, query: pageQuerySchema },
  ...answers(200, pageSchema(eventViewSchema)),
});

const create = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events',
  tags,
  summary: 'Create an event as a draft',
  request: { params: orgParams, body: jsonBody(createEventSchema) },
  ...answers(201, eventDetailSchema),
});

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}',
  tags,
  summary: 'Read an event with its tiers, pools, checkpoints and questions',
  request: { params: eventParams },
  ...answers(200, eventDetailSchema),
});

const edit = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}',
  tags,
  summary: 'Edit an event',
  description: 'What is left out stays. EV-1 to EV-3 say what is refused.',
  request: { params: eventParams, body: jsonBody(editEventSchema) },
  ...answers(200, eventViewSchema),
});

const publish = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/publish',
  tags,
  summary: 'Put a draft on sale and before the doors',
  request: { params: eventParams, body: jsonBody(versionOnlySchema) },
  ...answers(200, eventViewSchema),
});

const cancel = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/cancel',
  tags,
  summary: 'Cancel an event',
  request: { params: eventParams, body: jsonBody(cancelEventSchema) },
  ...answers(200, eventViewSchema),
});

export function registerEvents(app: App, deps: AppDeps): void {
  app.openapi(list, async c => c.json(await listEvents(orgCtx(c), c.req.valid('query')), 200));
  app.openapi(create, async c => c.json(await createEvent(orgCtx(c), deps.keyVault, c.req.valid('json')), 201));
  app.openapi(get, async c => c.json(await getEvent(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(edit, async c =>
    c.json(await editEvent(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
  app.openapi(publish, async c =>
    c.json(await publishEvent(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
  app.openapi(cancel, async c =>
    c.json(await cancelEvent(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
}
