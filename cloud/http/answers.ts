import { z } from '@hono/zod-openapi';
import { idSchema } from '#shared/kernel/schemas.ts';

/** What every refusal looks like on the wire. */
export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      sentence: z.string(),
      facts: z.record(z.string(), z.unknown()),
      field: z.string().optional(),
    }),
  })
  .openapi('Error');

/** `...answers(200, orderSchema)`: the good answer of a route, beside the one shape of every bad one. */
export function answers<const Status extends number, Schema extends z.ZodType>(
  status: Status,
  schema: Schema,
  description = 'Done',
) {
  return {
    responses: {
      [status]: { description, content: { 'application/json': { schema } } },
      default: { description: 'Refused', content: { 'application/json': { schema: errorSchema } } },
    } as { readonly [S in Status]: { description: string; content: { 'application/json': { schema: Schema } } } } & {
      readonly default: { description: string; content: { 'application/json': { schema: typeof errorSchema } } };
    },
  };
}

/** `body: jsonBody(schema)` inside a route's `request`. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

export const orgParams = z.object({ orgId: idSchema('OrgId') });

export function pageSchema<Row extends z.ZodType>(row: Row) {
  return z.object({ items: z.array(row), nextCursor: z.string().nullable() });
}
