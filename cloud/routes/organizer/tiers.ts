import { createRoute } from '@hono/zod-openapi';
import { createPoolSchema, editPoolSchema, poolViewSchema } from '#shared/api/pools.ts';
import { createTierSchema, editTierSchema, tierViewSchema } from '#shared/api/tiers.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { createPool } from '../../services/pools/create-pool.ts';
import { editPool } from '../../services/pools/edit-pool.ts';
import { removePool } from '../../services/pools/remove-pool.ts';
import { createTier } from '../../services/tiers/create-tier.ts';
import { editTier } from '../../services/tiers/edit-tier.ts';
import { removeTier } from '../../services/tiers/remove-tier.ts';
import { eventParams, partParams, removedSchema } from './event-params.ts';

const tags = ['Tiers and pools'];

const tierParams = partParams('tierId', 'TierId');

const createTierRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/tiers',
  tags,
  summary: 'Add a tier',
  request: { params: eventParams, body: jsonBody(createTierSchema) },
  ...answers(201, tierViewSchema),
});

const editTierRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/tiers/{tierId}',
  tags,
  summary: 'Edit a tier',
  request: { params: tierParams, body: jsonBody(editTierSchema) },
  ...answers(200, tierViewSchema),
});

const removeTierRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/tiers/{tierId}',
  tags,
  summary: 'Remove a tier that nothing depends on',
  request: { params: tierParams },
  ...answers(200, removedSchema('TierId')),
});

const poolParams = partParams('poolId', 'PoolId');

const createPoolRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/pools',
  tags,
  summary: 'Add a pool',
  request: { params: eventParams, body: jsonBody(createPoolSchema) },
  ...answers(201, poolViewSchema),
});

const editPoolRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/pools/{poolId}',
  tags,
  summary: 'Edit a pool',
  request: { params: poolParams, body: jsonBody(editPoolSchema) },
  ...answers(200, poolViewSchema),
});

const removePoolRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/pools/{poolId}',
  tags,
  summary: 'Remove a pool that nothing depends on',
  request: { params: poolParams },
  ...answers(200, removedSchema('PoolId')),
});

export function registerTiers(app: App): void {
  app.openapi(createTierRoute, async c =>
    c.json(await createTier(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editTierRoute, async c => {
    const { eventId, tierId } = c.req.valid('param');
    return c.json(await editTier(orgCtx(c), eventId, tierId, c.req.valid('json')), 200);
  });
  app.openapi(removeTierRoute, async c => {
    const { eventId, tierId } = c.req.valid('param');
    return c.json(await removeTier(orgCtx(c), eventId, tierId), 200);
  });
  app.openapi(createPoolRoute, async c =>
    c.json(await createPool(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editPoolRoute, async c => {
    const { eventId, poolId } = c.req.valid('param');
    return c.json(await editPool(orgCtx(c), eventId, poolId, c.req.valid('json')), 200);
  });
  app.openapi(removePoolRoute, async c => {
    const { eventId, poolId } = c.req.valid('param');
    return c.json(await removePool(orgCtx(c), eventId, poolId), 200);
  });
}
