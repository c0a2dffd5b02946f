import { createRoute, z } from '@hono/zod-openapi';
import { createOperatorSchema, editOperatorSchema, operatorViewSchema } from '#shared/api/operators.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { archiveOperator } from '../../services/operators/archive-operator.ts';
import { createOperator } from '../../services/operators/create-operator.ts';
import { editOperator } from '../../services/operators/edit-operator.ts';
import { listOperators } from '../../services/operators/list-operators.ts';

const tags = ['Operators'];
const operatorParams = orgParams.extend({ operatorId: idSchema('OperatorId') });

const list = createRoute({
  method: 'get',
  path: '/api/orgs/{orgId}/operators',
  tags,
  summary: 'List the people who use the stations',
  request: { params: orgParams },
  ...answers(200, z.object({ items: z.array(operatorViewSchema) })),
});

const create = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/operators',
  tags,
  summary: 'Add an operator with a PIN',
  request: { params: orgParams, body: jsonBody(createOperatorSchema) },
  ...answers(201, operatorViewSchema),
});

const edit = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/operators/{operatorId}',
  tags,
  summary: 'Rename an operator, change role or PIN',
  request: { params: operatorParams, body: jsonBody(editOperatorSchema) },
  ...answers(200, operatorViewSchema),
});

const archive = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/operators/{operatorId}',
  tags,
  summary: 'Take an operator off the stations',
  request: { params: operatorParams },
  ...answers(200, operatorViewSchema),
});

export function registerOperators(app: App): void {
  app.openapi(list, async c => c.json(await listOperators(orgCtx(c)), 200));
  app.openapi(create, async c => c.json(await createOperator(orgCtx(c), c.req.valid('json')), 201));
  app.openapi(edit, async c =>
    c.json(await editOperator(orgCtx(c), c.req.valid('param').operatorId, c.req.valid('json')), 200),
  );
  app.openapi(archive, async c => c.json(await archiveOperator(orgCtx(c), c.req.valid('param').operatorId), 200));
}
