import { createRoute } from '@hono/zod-openapi';
import { createQuestionSchema, editQuestionSchema, questionViewSchema } from '#shared/api/questions.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { createQuestion } from '../../services/questions/create-question.ts';
import { editQuestion } from '../../services/questions/edit-question.ts';
import { removeQuestion } from '../../services/questions/remove-question.ts';
import { eventParams, partParams, removedSchema } from './event-params.ts';

const tags = ['Questions'];

const questionParams = partParams('questionId', 'QuestionId');

const createQuestionRoute = createRoute({
  method: 'post',
  path: '/api/orgs/{orgId}/events/{eventId}/questions',
  tags,
  summary: 'Add a question',
  request: { params: eventParams, body: jsonBody(createQuestionSchema) },
  ...answers(201, questionViewSchema),
});

const editQuestionRoute = createRoute({
  method: 'patch',
  path: '/api/orgs/{orgId}/events/{eventId}/questions/{questionId}',
  tags,
  summary: 'Edit a question',
  request: { params: questionParams, body: jsonBody(editQuestionSchema) },
  ...answers(200, questionViewSchema),
});

const removeQuestionRoute = createRoute({
  method: 'delete',
  path: '/api/orgs/{orgId}/events/{eventId}/questions/{questionId}',
  tags,
  summary: 'Remove a question that nothing depends on',
  request: { params: questionParams },
  ...answers(200, removedSchema('QuestionId')),
});

export function registerQuestions(app: App): void {
  app.openapi(createQuestionRoute, async c =>
    c.json(await createQuestion(orgCtx(c), c.req.valid('param').eventId, c.req.valid('json')), 201),
  );
  app.openapi(editQuestionRoute, async c => {
    const { eventId, questionId } = c.req.valid('param');
    return c.json(await editQuestion(orgCtx(c), eventId, questionId, c.req.valid('json')), 200);
  });
  app.openapi(removeQuestionRoute, async c => {
    const { eventId, questionId } = c.req.valid('param');
    return c.json(await removeQuestion(orgCtx(c), eventId, questionId), 200);
  });
}
