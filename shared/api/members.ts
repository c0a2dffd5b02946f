import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { roleSchema } from './organizations.ts';
import { accountEmailSchema } from './session.ts';

export const memberSchema = z.object({
  personId: idSchema('PersonId'),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  addedAt: instantSchema,
});
export type Member = z.infer<typeof memberSchema>;

export const changeRoleSchema = z.object({ role: roleSchema }).meta({ example: { role: 'box-office' } });

export const inviteSchema = z
  .object({ invitationId: idSchema('InvitationId'), email: accountEmailSchema, role: roleSchema })
  .meta({ example: { invitationId: 'inv_01JD2QF6W0ZK8N4T7C3XB5VH9M', email: 'ines@example.org', role: 'door' } });

export const invitationSchema = z.object({
  invitationId: idSchema('InvitationId'),
  email: z.string(),
  role: roleSchema,
  expiresAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** `invitation` is told once, when it is made; afterwards only its hash is known. */
export const madeInvitationSchema = invitationSchema.extend({ invitation: z.string().nullable() });
export type MadeInvitation = z.infer<typeof madeInvitationSchema>;
