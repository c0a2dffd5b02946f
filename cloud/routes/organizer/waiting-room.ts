import { createRoute } from '@hono/zod-openapi';
import { setWaitingRoomSchema, waitingRoomViewSchema } from '#shared/api/waiting-room.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { getWaitingRoom, setWaitingRoom } from '../../services/waiting-room/set-waiting-room.ts';
import { eventParams } from './event-params.ts';

const tags = ['Waiting room'];
const path = '/api/orgs/{orgId}/events/{eventId}/waiting-room';

const get = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'How the queue in front of a sale stands',
  request: { params: eventParams },
  ...answers(200, waitingRoomViewSchema),
});

const put = createRoute({
  method: 'put',
  path,
  tags,
  summary: 'Put a waiting room in front of a sale, change its pace, or take it away',
  request: { params: eventParams, body: jsonBody(setWaitingRoomSchema) },
  ...answers(200, waitingRoomViewSchema),
});

export function registerWaitingRoom(app: App): void {
  app.openapi(get, async c => c.json(await getWaitingRoom(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(put, async c =>
    c.json(await setWaitingRoom(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
}
