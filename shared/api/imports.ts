import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { textSchema } from './fields.ts';

/** Query of an import; the body is the CSV itself. */
export const importQuerySchema = z.object({
  importId: idSchema('ImportId'),
  fileName: textSchema(200).default('import.csv'),
  mode: z.enum(['dry-run', 'all', 'good-rows']).default('all').meta({
    description:
      '`dry-run` reports and writes nothing; `all` writes only when no row is bad; `good-rows` leaves bad ones out.',
  }),
  tierId: idSchema('TierId').optional().meta({ description: 'The tier of rows that name none.' }),
});

export const badRowSchema = z.object({
  line: z.int().meta({ description: 'Line in the file, the heading being line 1.' }),
  field: z.enum(['code', 'tier', 'holder', 'seat', 'row']),
  sentence: z.string(),
  text: z.string().meta({ description: 'What stood there, shortened.' }),
});
export type BadRow = z.infer<typeof badRowSchema>;

export const importViewSchema = z.object({
  importId: idSchema('ImportId'),
  eventId: idSchema('EventId'),
  fileName: z.string(),
  written: z.boolean().meta({ description: 'False for a dry run, and for `all` with bad rows.' }),
  rowsGood: z.int(),
  rowsBad: z.int(),
  badRows: z.array(badRowSchema).meta({ description: 'The first 1,000.' }),
  createdAt: instantSchema,
});
export type ImportView = z.infer<typeof importViewSchema>;
