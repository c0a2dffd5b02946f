import { z } from 'zod';
import { bytesTextSchema, idSchema, instantSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

export const rotateKeySchema = z.strictObject({ keyId: idSchema('KeyId').optional() }).meta({ example: {} });
export const withdrawKeySchema = z
  .strictObject({
    reason: nameSchema(500).meta({ example: 'The signing server was broken into.' }),
  })
  .meta({ example: { reason: 'The signing server was broken into.' } });

/** TC-3: the public half of a signing key. `active` signs, `retired` no longer signs but holds, `withdrawn` makes its codes forged. */
export const keyViewSchema = z.object({
  keyId: idSchema('KeyId'),
  ref: z.string(),
  publicKey: bytesTextSchema,
  state: z.enum(['active', 'retired', 'withdrawn']),
  createdAt: instantSchema,
  withdrawnAt: instantSchema.nullable(),
  tickets: z.int().meta({ description: 'Valid tickets whose code this key signed.' }),
});
export type KeyView = z.infer<typeof keyViewSchema>;
