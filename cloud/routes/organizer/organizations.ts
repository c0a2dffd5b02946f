import { createRoute } from '@hono/zod-openapi';
import { editOrganizationSchema, organizationSchema } from '#shared/api/organizations.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { editOrganization } from '../../services/organizations/edit-organization.ts';
import { getOrganization } from '../../services/organizations/get-organization.ts';

const tags = ['Organization'];

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}',
  tags,
  summary: 'Read the organization',
  request: { params: orgParams },
  ...answers(200, organizationSchema),
});

const edit = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}',
  tags,
  summary: 'Edit the organization',
  request: { params: orgParams, body: jsonBody(editOrganizationSchema) },
  ...answers(200, organizationSchema),
});

export function registerOrganizations(app: App, _deps: AppDeps): void {
  app.openapi(get, async c => c.json(await getOrganization(orgCtx(c)), 200));
  app.openapi(edit, async c => c.json(await editOrganization(orgCtx(c), c.req.valid('json')), 200));
}
