import { createRoute, z } from '@hono/zod-openapi';
import { keyViewSchema, rotateKeySchema, withdrawKeySchema } from '#shared/api/keys.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { listKeys } from '../../services/keys/list-keys.ts';
import { rotateKey } from '../../services/keys/rotate-key.ts';
import { withdrawKey } from '../../services/keys/withdraw-key.ts';
import { eventParams, partParams } from './event-params.ts';

const tags = ['Keys'];
const keysSchema = z.object({ items: z.array(keyViewSchema) });

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/keys',
  tags,
  summary: 'List the public halves of the signing keys',
  request: { params: eventParams },
  ...answers(200, keysSchema),
});

const rotate = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/keys/rotate',
  tags,
  summary: 'Sign with a new key from now on',
  description: 'TC-3: codes of the old key stay good until it is withdrawn.',
  request: { params: eventParams, body: jsonBody(rotateKeySchema) },
  ...answers(200, keysSchema),
});

const withdraw = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/keys/{keyId}/withdraw',
  tags,
  summary: 'Withdraw a key: every code it signed is forged from now on',
  request: { params: partParams('keyId', 'KeyId'), body: jsonBody(withdrawKeySchema) },
  ...answers(200, keysSchema),
});

export function registerKeys(app: App, deps: AppDeps): void {
  app.openapi(list, async c => c.json(await listKeys(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(rotate, async c =>
    c.json(await rotateKey(orgCtx(c), deps.keyVault, c.req.valid('param').eventId, c.req.valid('json')), 200),
  );
  app.openapi(withdraw, async c => {
    const { eventId, keyId } = c.req.valid('param');
    return c.json(await withdrawKey(orgCtx(c), deps.keyVault, eventId, keyId, c.req.valid('json')), 200);
  });
}
