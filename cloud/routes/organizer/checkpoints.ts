import { createRoute } from '@hono/zod-openapi';
import {
  checkpointViewSchema,
  createCheckpointSchema,
  createGateSchema,
  createZoneSchema,
  editCheckpointSchema,
  editGateSchema,
  editZoneSchema,
  gateViewSchema,
  zoneViewSchema,
} from '#shared/api/checkpoints.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { createCheckpoint } from '../../services/checkpoints/create-checkpoint.ts';
import { createGate } from '../../services/checkpoints/create-gate.ts';
import { createZone } from '../../services/checkpoints/create-zone.ts';
import { editCheckpoint } from '../../services/checkpoints/edit-checkpoint.ts';
import { editGate } from '../../services/checkpoints/edit-gate.ts';
import { editZone } from '../../services/checkpoints/edit-zone.ts';
import { removeCheckpoint } from '../../services/checkpoints/remove-checkpoint.ts';
import { removeGate } from '../../services/checkpoints/remove-gate.ts';
import { removeZone } from '../../services/checkpoints/remove-zone.ts';
import { eventParams, partParams, removedSchema } from './event-params.ts';

const tags = ['Doors'];

const zoneParams = partParams('zoneId', 'ZoneId');

const createZoneRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/zones',
  tags,
  summary: 'Add a zone',
  request: { params: eventParams, body: jsonBody(createZoneSchema) },
  ...answers(201, zoneViewSchema),
});

const editZoneRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/zones/{zoneId}',
  tags,
  summary: 'Edit a zone',
  request: { params: zoneParams, body: jsonBody(editZoneSchema) },
  ...answers(200, zoneViewSchema),
});

const removeZoneRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/zones/{zoneId}',
  tags,
  summary: 'Remove a zone that nothing depends on',
  request: { params: zoneParams },
  ...answers(200, removedSchema('ZoneId')),
});

const checkpointParams = partParams('checkpointId', 'CheckpointId');

const createCheckpointRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/checkpoints',
  tags,
  summary: 'Add a checkpoint',
  request: { params: eventParams, body: jsonBody(createCheckpointSchema) },
  ...answers(201, checkpointViewSchema),
});

const editCheckpointRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/checkpoints/{checkpointId}',
  tags,
  summary: 'Edit a checkpoint',
  request: { params: checkpointParams, body: jsonBody(editCheckpointSchema) },
  ...answers(200, checkpointViewSchema),
});

const removeCheckpointRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/checkpoints/{checkpointId}',
  tags,
  summary: 'Remove a checkpoint that nothing depends on',
  request: { params: checkpointParams },
  ...answers(200, removedSchema('CheckpointId')),
});

const gateParams = partParams('gateId', 'GateId');

const createGateRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/gates',
  tags,
  summary: 'Add a gate',
  request: { params: eventParams, body: jsonBody(createGateSchema) },
  ...answers(201, gateViewSchema),
});

const editGateRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/gates/{gateId}',
  tags,
  summary: 'Edit a gate',
  request: { params: gateParams, body: jsonBody(editGateSchema) },
  ...answers(200, gateViewSchema),
});

const removeGateRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/gates/{gateId}',
  tags,
  summary: 'Remove a gate that nothing depends on',
  request: { params: gateParams },
  ...answers(200, removedSchema('GateId')),
});

export function registerCheckpoints(app: App): void {
  app.openapi(createZoneRoute, async c =>
    c.json(await createZone(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editZoneRoute, async c => {
    const { eventId, zoneId } = c.req.valid('param');
    return c.json(await editZone(orgCtx(c), eventId, zoneId, c.req.valid('json')), 200);
  });
  app.openapi(removeZoneRoute, async c => {
    const { eventId, zoneId } = c.req.valid('param');
    return c.json(await removeZone(orgCtx(c), eventId, zoneId), 200);
  });
  app.openapi(createCheckpointRoute, async c =>
    c.json(await createCheckpoint(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editCheckpointRoute, async c => {
    const { eventId, checkpointId } = c.req.valid('param');
    return c.json(await editCheckpoint(orgCtx(c), eventId, checkpointId, c.req.valid('json')), 200);
  });
  app.openapi(removeCheckpointRoute, async c => {
    const { eventId, checkpointId } = c.req.valid('param');
    return c.json(await removeCheckpoint(orgCtx(c), eventId, checkpointId), 200);
  });
  app.openapi(createGateRoute, async c =>
    c.json(await createGate(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editGateRoute, async c => {
    const { eventId, gateId } = c.req.valid('param');
    return c.json(await editGate(orgCtx(c), eventId, gateId, c.req.valid('json')), 200);
  });
  app.openapi(removeGateRoute, async c => {
    const { eventId, gateId } = c.req.valid('param');
    return c.json(await removeGate(orgCtx(c), eventId, gateId), 200);
  });
}
