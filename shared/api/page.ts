import { z } from 'zod';
import { limits } from '../kernel/limits.ts';

/** Query parameters of every list: `limit` rows after `cursor`. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(limits.pageSizeMax).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;
