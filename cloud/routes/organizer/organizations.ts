import { createRoute, z } from '@hono/zod-openapi';
import {
  addDomainSchema,
  editOrganizationSchema,
  organizationViewSchema,
  shopAddressesSchema,
} from '#shared/api/organizations.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { addDomain, dropDomain, listShopAddresses } from '../../services/organizations/domains.ts';
import { editOrganization } from '../../services/organizations/edit-organization.ts';
import { getOrganization } from '../../services/organizations/get-organization.ts';

const tags = ['Organization'];

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}',
  tags,
  summary: 'Read the organization',
  request: { params: orgParams },
  ...answers(200, organizationViewSchema),
});

const edit = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}',
  tags,
  summary: 'Edit the organization',
  request: { params: orgParams, body: jsonBody(editOrganizationSchema) },
  ...answers(200, organizationViewSchema),
});

const addresses = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/shop-addresses',
  tags,
  summary: 'Where the shop is found',
  request: { params: orgParams },
  ...answers(200, shopAddressesSchema),
});

const add = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/domains',
  tags,
  summary: 'Find the shop under a host name of your own',
  description: 'Let the name point here first. A name somebody else has registered is a `conflict`.',
  request: { params: orgParams, body: jsonBody(addDomainSchema) },
  ...answers(200, shopAddressesSchema),
});

const drop = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/domains/{host}',
  tags,
  summary: 'Give a host name up',
  request: { params: orgParams.extend({ host: z.string().max(253) }) },
  ...answers(200, shopAddressesSchema),
});

export function registerOrganizations(app: App, { publicUrl }: AppDeps): void {
  app.openapi(addresses, async c => c.json(await listShopAddresses(orgCtx(c), publicUrl), 200));
  app.openapi(add, async c => c.json(await addDomain(orgCtx(c), publicUrl, c.req.valid('json')), 200));
  app.openapi(drop, async c => c.json(await dropDomain(orgCtx(c), publicUrl, c.req.valid('param').host), 200));
  app.openapi(get, async c => c.json(await getOrganization(orgCtx(c)), 200));
  app.openapi(edit, async c => c.json(await editOrganization(orgCtx(c), c.req.valid('json')), 200));
}
