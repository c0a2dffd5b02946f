import { z } from 'zod';
import { instantSchema } from '../kernel/schemas.ts';

export const auditRowSchema = z.object({
  seq: z.int(),
  at: instantSchema,
  actor: z.string(),
  verb: z.string(),
  target: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
