import { z } from 'zod';
import { idSchema } from '../kernel/schemas.ts';
import { nameSchema, positionSchema } from './fields.ts';

export const questionKinds = ['text', 'number', 'choice', 'date', 'consent'] as const;

const required = {
  label: nameSchema(500).meta({ example: 'Do you need a wheelchair space?' }),
  kind: z.enum(questionKinds),
  per: z.enum(['order', 'ticket']),
};
const optional = {
  choices: z.array(nameSchema()).max(100).meta({ description: 'The answers offered by a `choice`.' }),
  required: z.boolean(),
  atDoor: z.boolean().meta({ description: 'CK-16: asked at the door when a required answer is missing.' }),
  tierIds: z.array(idSchema('TierId')).max(200).nullable().meta({ description: 'null asks for every tier.' }),
  position: positionSchema,
};

/** OR-4: one typed question of an event. */
export const createQuestionSchema = z
  .strictObject({
    questionId: idSchema('QuestionId').optional(),
    ...required,
    ...z.strictObject(optional).partial().shape,
  })
  .meta({
    example: {
      label: 'Which meal?',
      kind: 'choice',
      choices: ['fish', 'beans'],
      per: 'ticket',
      required: true,
      atDoor: true,
      tierIds: ['tir_01JD2QF6W0ZK8N4T7C3XB5VH9M'],
    },
  });
export const editQuestionSchema = z
  .strictObject({ ...required, ...optional, archived: z.boolean() })
  .partial()
  .meta({ example: { required: false } });
export const questionViewSchema = z.object({
  questionId: idSchema('QuestionId'),
  ...required,
  ...optional,
  archived: z.boolean(),
});
export type QuestionView = z.infer<typeof questionViewSchema>;
