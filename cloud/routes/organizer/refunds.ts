import { createRoute, z } from '@hono/zod-openapi';
import { pageQuerySchema } from '#shared/api/page.ts';
import {
  acknowledgeRefundSchema,
  madeRefundSchema,
  makeRefundSchema,
  previewRefundSchema,
  refundBatchSchema,
  refundPreviewSchema,
  refundStates,
  refundViewSchema,
  retryRefundSchema,
  startRefundBatchSchema,
} from '#shared/api/refunds.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { acknowledgeRefund } from '../../services/refunds/acknowledge-refund.ts';
import { getRefundBatch, listRefundBatches } from '../../services/refunds/get-refund-batch.ts';
import { getRefund, listRefunds, listRefundsOf } from '../../services/refunds/list-refunds.ts';
import { makeRefund } from '../../services/refunds/make-refund.ts';
import { previewRefund } from '../../services/refunds/preview-refund.ts';
import { retryRefund } from '../../services/refunds/retry-refund.ts';
import { startRefundBatch } from '../../services/refunds/start-refund-batch.ts';
import { eventParams } from './event-params.ts';

const tags = ['Refunds'];
const orderParams = orgParams.extend({ orderId: idSchema('OrderId') });
const refundParams = orgParams.extend({ refundId: idSchema('RefundId') });

const make = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/refunds',
  tags,
  summary: 'Give back an order in whole, by ticket, or a sum',
  description: 'Tickets die as the refund says and their places go back on sale at once; the money follows.',
  request: { params: orderParams, body: jsonBody(makeRefundSchema) },
  ...answers(201, madeRefundSchema),
});

const preview = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/refunds/preview',
  tags,
  summary: 'What a refund would give back',
  request: { params: orderParams, body: jsonBody(previewRefundSchema) },
  ...answers(200, refundPreviewSchema),
});

const ofOrder = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/orders/{orderId}/refunds',
  tags,
  summary: 'The refunds of an order',
  request: { params: orderParams },
  ...answers(200, z.object({ items: z.array(refundViewSchema) })),
});

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/refunds',
  tags,
  summary: 'List refunds, first those that failed and wait for somebody, then the latest',
  request: {
    params: orgParams,
    query: pageQuerySchema.extend({
      state: z.enum(refundStates).optional(),
      attention: z
        .enum(['yes'])
        .optional()
        .meta({ description: 'Only those that failed and that nobody has seen to.' }),
    }),
  },
  ...answers(200, pageSchema(refundViewSchema)),
});

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/refunds/{refundId}',
  tags,
  summary: 'Read a refund',
  request: { params: refundParams },
  ...answers(200, refundViewSchema),
});

const retry = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/refunds/{refundId}/retry',
  tags,
  summary: 'Try a failed refund again',
  request: { params: refundParams, body: jsonBody(retryRefundSchema) },
  ...answers(201, refundViewSchema),
});

const acknowledge = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/refunds/{refundId}/acknowledge',
  tags,
  summary: 'Say how a failed refund was settled instead',
  request: { params: refundParams, body: jsonBody(acknowledgeRefundSchema) },
  ...answers(200, refundViewSchema),
});

const startBatch = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/refund-batches',
  tags,
  summary: 'Give back every order of a cancelled event',
  request: { params: eventParams, body: jsonBody(startRefundBatchSchema) },
  ...answers(201, refundBatchSchema),
});

const listBatches = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/refund-batches',
  tags,
  summary: 'The refund batches of an event',
  request: { params: eventParams },
  ...answers(200, z.object({ items: z.array(refundBatchSchema) })),
});

const getBatch = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/refund-batches/{batchId}',
  tags,
  summary: 'How far a refund batch is',
  request: { params: orgParams.extend({ batchId: idSchema('RefundBatchId') }) },
  ...answers(200, refundBatchSchema),
});

export function registerRefunds(app: App): void {
  app.openapi(make, async c =>
    c.json(await makeRefund(orgCtx(c), c.req.valid('param').orderId, c.req.valid('json')), 201),
  );
  app.openapi(preview, async c =>
    c.json(await previewRefund(orgCtx(c), c.req.valid('param').orderId, c.req.valid('json')), 200),
  );
  app.openapi(ofOrder, async c => c.json(await listRefundsOf(orgCtx(c), c.req.valid('param').orderId), 200));
  app.openapi(list, async c => {
    const { attention, ...query } = c.req.valid('query');
    return c.json(await listRefunds(orgCtx(c), { ...query, attention: attention === 'yes' }), 200);
  });
  app.openapi(get, async c => c.json(await getRefund(orgCtx(c), c.req.valid('param').refundId), 200));
  app.openapi(retry, async c =>
    c.json(await retryRefund(orgCtx(c), c.req.valid('param').refundId, c.req.valid('json')), 201),
  );
  app.openapi(acknowledge, async c =>
    c.json(await acknowledgeRefund(orgCtx(c), c.req.valid('param').refundId, c.req.valid('json')), 200),
  );
  app.openapi(startBatch, async c =>
    c.json(await startRefundBatch(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(listBatches, async c => c.json(await listRefundBatches(orgCtx(c), c.req.valid('param').eventId), 200));
  app.openapi(getBatch, async c => c.json(await getRefundBatch(orgCtx(c), c.req.valid('param').batchId), 200));
}
