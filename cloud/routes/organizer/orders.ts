import { createRoute, z } from '@hono/zod-openapi';
import {
  cancelOrderSchema,
  issueOrderSchema,
  listOrdersSchema,
  orderSummarySchema,
  orderViewSchema,
  placeOrderSchema,
  quoteOrderSchema,
  quoteViewSchema,
  resendOrderSchema,
} from '#shared/api/orders.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { approveOrder } from '../../services/orders/approve-order.ts';
import { cancelOrder } from '../../services/orders/cancel-order.ts';
import { getOrder } from '../../services/orders/get-order.ts';
import { issueOrder } from '../../services/orders/issue-order.ts';
import { listOrders } from '../../services/orders/list-orders.ts';
import { placeOrder } from '../../services/orders/place-order.ts';
import { quoteOrder } from '../../services/orders/quote-order.ts';
import { resendOrder } from '../../services/orders/resend-order.ts';
import { eventParams } from './event-params.ts';

const tags = ['Orders'];
const orderParams = orgParams.extend({ orderId: idSchema('OrderId') });

const quote = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/quotes',
  tags,
  summary: 'What a cart would cost now',
  request: { params: eventParams, body: jsonBody(quoteOrderSchema) },
  ...answers(200, quoteViewSchema),
});

const place = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/orders',
  tags,
  summary: 'Place an order and keep its places',
  description: 'The places are kept until `holdLapsesAt`. Sold out answers 409 with how many are left.',
  request: { params: eventParams, body: jsonBody(placeOrderSchema) },
  ...answers(201, orderViewSchema),
});

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/events/{eventId}/orders',
  tags,
  summary: 'List and search orders, the latest first',
  request: { params: eventParams, query: listOrdersSchema },
  ...answers(200, pageSchema(orderSummarySchema)),
});

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/orders/{orderId}',
  tags,
  summary: 'Read an order with its tickets',
  request: { params: orderParams },
  ...answers(200, orderViewSchema),
});

const issue = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/issue',
  tags,
  summary: 'Issue an order that costs nothing, or give one away',
  request: { params: orderParams, body: jsonBody(issueOrderSchema) },
  ...answers(200, orderViewSchema),
});

const approve = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/approve',
  tags,
  summary: 'Approve an order that waits for it',
  request: { params: orderParams },
  ...answers(200, orderViewSchema),
});

const cancel = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/cancel',
  tags,
  summary: 'Give up an order nobody paid for',
  request: { params: orderParams, body: jsonBody(cancelOrderSchema) },
  ...answers(200, orderViewSchema),
});

const resend = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/orders/{orderId}/resend',
  tags,
  summary: 'Send the tickets again, to another address where the first was wrong',
  request: { params: orderParams, body: jsonBody(resendOrderSchema) },
  ...answers(200, z.object({ to: z.string() })),
});

export function registerOrders(app: App, deps: AppDeps): void {
  app.openapi(quote, async c => {
    const found = await quoteOrder(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json'));
    return c.json({ ...found, lines: [...found.lines], discounts: [...found.discounts] }, 200);
  });
  app.openapi(place, async c =>
    c.json(await placeOrder(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(list, async c =>
    c.json(await listOrders(orgCtx(c), c.req.valid('param').eventId, c.req.valid('query')), 200),
  );
  app.openapi(get, async c => c.json(await getOrder(orgCtx(c), c.req.valid('param').orderId), 200));
  app.openapi(issue, async c =>
    c.json(await issueOrder(orgCtx(c), deps.keyVault, c.req.valid('param').orderId, c.req.valid('json')), 200),
  );
  app.openapi(approve, async c =>
    c.json(await approveOrder(orgCtx(c), deps.keyVault, c.req.valid('param').orderId), 200),
  );
  app.openapi(cancel, async c =>
    c.json(await cancelOrder(orgCtx(c), c.req.valid('param').orderId, c.req.valid('json')), 200),
  );
  app.openapi(resend, async c =>
    c.json(await resendOrder(orgCtx(c), c.req.valid('param').orderId, c.req.valid('json')), 200),
  );
}
