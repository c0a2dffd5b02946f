import { createRoute } from '@hono/zod-openapi';
import {
  acceptDisputeSchema,
  answerDisputeSchema,
  disputeIdSchema,
  disputeViewSchema,
  evidenceViewSchema,
  listDisputesSchema,
} from '#shared/api/disputes.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { answers, errorSchema, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import {
  type AnswerDeps,
  previewEvidence,
  printEvidence,
  stageEvidence,
  submitEvidence,
} from '../../services/disputes/answer-dispute.ts';
import { acceptDispute, dismissDispute } from '../../services/disputes/give-up-dispute.ts';
import { getDispute, listDisputes } from '../../services/disputes/list-disputes.ts';

const tags = ['Disputes'];
const params = orgParams.extend({ disputeId: disputeIdSchema });

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/disputes',
  tags,
  summary: 'List disputes, the nearest deadline first',
  request: { params: orgParams, query: listDisputesSchema },
  ...answers(200, pageSchema(disputeViewSchema)),
});

const get = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/disputes/{disputeId}',
  tags,
  summary: 'Read a dispute',
  request: { params },
  ...answers(200, disputeViewSchema),
});

const evidence = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/evidence',
  tags,
  summary: 'What is on record against a dispute',
  request: { params },
  ...answers(200, evidenceViewSchema),
});

const paper = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/evidence.pdf',
  tags,
  summary: 'The same as a PDF',
  request: { params },
  responses: {
    200: { description: 'The paper', content: { 'application/pdf': {} } },
    default: { description: 'Refused', content: { 'application/json': { schema: errorSchema } } },
  },
});

const stage = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/stage',
  tags,
  summary: 'Hand the evidence to the provider without submitting it',
  request: { params, body: jsonBody(answerDisputeSchema) },
  ...answers(200, disputeViewSchema),
});

const submit = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/submit',
  tags,
  summary: 'Submit the evidence, once',
  request: { params, body: jsonBody(answerDisputeSchema) },
  ...answers(200, disputeViewSchema),
});

const accept = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/accept',
  tags,
  summary: 'Let the money go; it cannot be taken back',
  request: { params, body: jsonBody(acceptDisputeSchema) },
  ...answers(200, disputeViewSchema),
});

const dismiss = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/disputes/{disputeId}/dismiss',
  tags,
  summary: 'Trust the buyer in spite of an early fraud warning, or say that an order won back was seen to',
  request: { params },
  ...answers(200, disputeViewSchema),
});

export function registerDisputes(app: App, deps: AppDeps): void {
  app.openapi(list, async c => c.json(await listDisputes(orgCtx(c), c.req.valid('query')), 200));
  app.openapi(get, async c => c.json(await getDispute(orgCtx(c), c.req.valid('param').disputeId), 200));
  app.openapi(evidence, async c => {
    const { organization, fields, sections, compelling } = await previewEvidence(
      orgCtx(c),
      c.req.valid('param').disputeId,
    );
    return c.json(
      {
        organization,
        fields,
        sections: sections.map(({ title, lines }) => ({ title, lines: [...lines] })),
        compelling: compelling === null ? null : { disputed: compelling.disputed, prior: [...compelling.prior] },
      },
      200,
    );
  });
  app.openapi(paper, async c => {
    const bytes = await printEvidence(orgCtx(c), deps, c.req.valid('param').disputeId);
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/pdf' });
  });
  app.openapi(stage, async c =>
    c.json(await stageEvidence(orgCtx(c), selling(deps), c.req.valid('param').disputeId, c.req.valid('json')), 200),
  );
  app.openapi(submit, async c =>
    c.json(await submitEvidence(orgCtx(c), selling(deps), c.req.valid('param').disputeId, c.req.valid('json')), 200),
  );
  app.openapi(accept, async c =>
    c.json(await acceptDispute(orgCtx(c), selling(deps), c.req.valid('param').disputeId, c.req.valid('json')), 200),
  );
  app.openapi(dismiss, async c => c.json(await dismissDispute(orgCtx(c), c.req.valid('param').disputeId), 200));
}

/** Where nothing is sold online there is nobody to answer. */
function selling({ payments, papers, log }: AppDeps): AnswerDeps {
  if (payments === undefined) throw refusal('not-found');
  return { payments, papers, log };
}
