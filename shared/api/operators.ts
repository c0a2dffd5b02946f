import { z } from 'zod';
import { operatorRoles } from '../catalog/door-event.ts';
import { idSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

const pin = z.string().regex(/^\d{4,12}$/, { error: 'a PIN has 4 to 12 digits' });
const required = { name: nameSchema().meta({ example: 'Ada' }), role: z.enum(operatorRoles) };

export const createOperatorSchema = z
  .strictObject({ operatorId: idSchema('OperatorId').optional(), ...required, pin })
  .meta({ example: { name: 'Ada', role: 'supervisor', pin: '2468' } });
export const editOperatorSchema = z
  .strictObject({ ...required, pin })
  .partial()
  .meta({ example: { pin: '1357' } });
/** The PIN is never told again. */
export const operatorViewSchema = z.object({ operatorId: idSchema('OperatorId'), ...required, archived: z.boolean() });
export type OperatorView = z.infer<typeof operatorViewSchema>;
