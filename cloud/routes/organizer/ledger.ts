import { createRoute, z } from '@hono/zod-openapi';
import { ledgerGroupSchema, trialBalanceSchema } from '#shared/api/ledger.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, orgParams } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { readLedgerOfOrder, readTrialBalance } from '../../services/ledger/read-ledger.ts';

const tags = ['Ledger'];

const balance = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/ledger',
  tags,
  summary: 'The trial balance: what stands on each account',
  request: { params: orgParams },
  ...answers(200, trialBalanceSchema),
});

const ofOrder = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/orders/{orderId}/ledger',
  tags,
  summary: 'Everything that was booked for an order',
  request: { params: orgParams.extend({ orderId: idSchema('OrderId') }) },
  ...answers(200, z.object({ items: z.array(ledgerGroupSchema) })),
});

export function registerLedger(app: App): void {
  app.openapi(balance, async c => c.json(await readTrialBalance(orgCtx(c)), 200));
  app.openapi(ofOrder, async c => c.json(await readLedgerOfOrder(orgCtx(c), c.req.valid('param').orderId), 200));
}
