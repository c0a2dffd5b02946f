import { createRoute, z } from '@hono/zod-openapi';
import { auditRowSchema } from '#shared/api/audit.ts';
import { pageQuerySchema } from '#shared/api/page.ts';
import { answers, orgParams, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { listAudit } from '../../services/audit/list-audit.ts';

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/audit',
  tags: ['Audit'],
  summary: 'What was done, the latest first',
  request: { params: orgParams, query: pageQuerySchema.extend({ target: z.string().max(100).optional() }) },
  ...answers(200, pageSchema(auditRowSchema)),
});

export function registerAudit(app: App): void {
  app.openapi(list, async c => c.json(await listAudit(orgCtx(c), c.req.valid('query')), 200));
}
