import { createRoute, z } from '@hono/zod-openapi';
import { pageQuerySchema } from '#shared/api/page.ts';
import { applicationFeeSchema, paymentAccountSchema } from '#shared/api/payments.ts';
import {
  createdOrganizationSchema,
  createOrganizationSchema,
  listedOrganizationSchema,
  parkedJobSchema,
} from '#shared/api/platform.ts';
import { foreignEventSchema, replayForeignSchema } from '#shared/api/provider-events.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { personCtx } from '../../http/person.ts';
import { createOrganization } from '../../services/platform/create-organization.ts';
import { listForeignEvents } from '../../services/platform/list-foreign-events.ts';
import { listOrganizations } from '../../services/platform/list-organizations.ts';
import { listParkedJobs } from '../../services/platform/list-parked-jobs.ts';
import { replayForeignEvents } from '../../services/platform/replay-foreign-events.ts';
import { retryParkedJob } from '../../services/platform/retry-parked-job.ts';
import { setApplicationFee } from '../../services/platform/set-application-fee.ts';

const tags = ['Platform'];

const routes = {
  listOrganizations: createRoute({
    method: 'get',
    path: '/api/platform/organizations',
    tags,
    summary: 'List organizations',
    request: { query: pageQuerySchema },
    ...answers(200, pageSchema(listedOrganizationSchema)),
  }),
  createOrganization: createRoute({
    method: 'post',
    path: '/api/platform/organizations',
    tags,
    summary: 'Create an organization and invite its owner',
    request: { body: jsonBody(createOrganizationSchema) },
    ...answers(201, createdOrganizationSchema),
  }),
  setApplicationFee: createRoute({
    method: 'put',
    path: '/api/platform/organizations/{orgId}/fee',
    tags,
    summary: 'Say what the platform takes of an organization’s payments',
    request: { params: orgParams, body: jsonBody(applicationFeeSchema) },
    ...answers(200, paymentAccountSchema),
  }),
  listForeignEvents: createRoute({
    method: 'get',
    path: '/api/platform/provider-events',
    tags,
    summary: 'List what the payment provider told of accounts that nobody here had',
    request: { query: pageQuerySchema },
    ...answers(200, pageSchema(foreignEventSchema)),
  }),
  replayForeignEvents: createRoute({
    method: 'post',
    path: '/api/platform/provider-events/replay',
    tags,
    summary: 'Give such events to the organization that has the account by now, and work them off',
    request: { body: jsonBody(replayForeignSchema) },
    ...answers(200, z.object({ replayed: z.int() })),
  }),
  listParkedJobs: createRoute({
    method: 'get',
    path: '/api/platform/jobs/parked',
    tags,
    summary: 'List jobs that failed as often as they may',
    request: { query: pageQuerySchema },
    ...answers(200, pageSchema(parkedJobSchema)),
  }),
  retryParkedJob: createRoute({
    method: 'post',
    path: '/api/platform/jobs/parked/{jobId}/retry',
    tags,
    summary: 'Have a parked job tried again',
    request: { params: z.object({ jobId: z.string().regex(/^\d{1,18}$/, { error: 'a job has a number' }) }) },
    ...answers(200, z.object({})),
  }),
};

export function registerPlatform(app: App, deps: AppDeps): void {
  app.openapi(routes.listOrganizations, async c =>
    c.json(await listOrganizations(await personCtx(deps, c), c.req.valid('query')), 200),
  );
  app.openapi(routes.createOrganization, async c =>
    c.json(await createOrganization(await personCtx(deps, c), c.req.valid('json')), 201),
  );
  app.openapi(routes.setApplicationFee, async c =>
    c.json(await setApplicationFee(await personCtx(deps, c), c.req.valid('param').orgId, c.req.valid('json')), 200),
  );
  app.openapi(routes.listForeignEvents, async c =>
    c.json(await listForeignEvents(await personCtx(deps, c), c.req.valid('query')), 200),
  );
  app.openapi(routes.replayForeignEvents, async c =>
    c.json(await replayForeignEvents(await personCtx(deps, c), c.req.valid('json')), 200),
  );
  app.openapi(routes.listParkedJobs, async c =>
    c.json(await listParkedJobs(await personCtx(deps, c), c.req.valid('query')), 200),
  );
  app.openapi(routes.retryParkedJob, async c => {
    await retryParkedJob(await personCtx(deps, c), c.req.valid('param').jobId);
    return c.json({}, 200);
  });
}
