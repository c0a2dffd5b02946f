import { createRoute, z } from '@hono/zod-openapi';
import { createPromoCodeSchema, editPromoCodeSchema, promoCodeViewSchema } from '#shared/api/promo-codes.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { createPromoCode } from '../../services/promos/create-promo-code.ts';
import { editPromoCode } from '../../services/promos/edit-promo-code.ts';
import { listPromoCodes } from '../../services/promos/list-promo-codes.ts';
import { eventParams } from './event-params.ts';

const tags = ['Promo codes'];
const codeParams = eventParams.extend({ code: z.string().min(1).max(100).meta({ example: 'EARLY' }) });

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/promo-codes',
  tags,
  summary: 'List the promo codes of an event with their uses',
  request: { params: eventParams },
  ...answers(200, z.object({ items: z.array(promoCodeViewSchema) })),
});

const create = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/promo-codes',
  tags,
  summary: 'Make a promo code',
  request: { params: eventParams, body: jsonBody(createPromoCodeSchema) },
  ...answers(201, promoCodeViewSchema),
});

const edit = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/promo-codes/{code}',
  tags,
  summary: 'Change the terms of a promo code, or archive it',
  request: { params: codeParams, body: jsonBody(editPromoCodeSchema) },
  ...answers(200, promoCodeViewSchema),
});

export function registerPromoCodes(app: App): void {
  app.openapi(list, async c => c.json({ items: await listPromoCodes(orgCtx(c), c.req.valid('param').eventId) }, 200));
  app.openapi(create, async c =>
    c.json(await createPromoCode(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(edit, async c => {
    const { eventId, code } = c.req.valid('param');
    return c.json(await editPromoCode(orgCtx(c), eventId, code, c.req.valid('json')), 200);
  });
}
