import { z } from 'zod';
import { idSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

const fields = {
  name: nameSchema().meta({ example: 'Stalls' }),
  capacity: z.int().min(0).max(10_000_000).meta({ example: 400 }),
};

export const createPoolSchema = z
  .strictObject({ poolId: idSchema('PoolId').optional(), ...fields })
  .meta({ example: { name: 'Stalls', capacity: 400 } });
export const editPoolSchema = z
  .strictObject(fields)
  .partial()
  .meta({ example: { capacity: 420 } });

/** IN-1: `sold + held + lent <= capacity`, always. */
export const poolViewSchema = z.object({
  poolId: idSchema('PoolId'),
  ...fields,
  sold: z.int(),
  held: z.int(),
  lent: z.int(),
});
export type PoolView = z.infer<typeof poolViewSchema>;
