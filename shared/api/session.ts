import { z } from 'zod';
import { emailSchema } from '../kernel/email.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { roleSchema } from './organizations.ts';

export const accountEmailSchema = emailSchema.transform(text => text.toLowerCase());
const passwordSchema = z.string().min(1).max(128);
/** Length is what makes a password hard to guess; rules about its letters only make it hard to remember. */
export const newPasswordSchema = z.string().min(10).max(128);

export const signInSchema = z
  .object({
    email: accountEmailSchema,
    password: passwordSchema,
    /** `cookie` for a browser, `token` for the station's panel: fifteen minutes, sent as a bearer token. */
    keep: z.enum(['cookie', 'token']).default('cookie'),
  })
  .meta({ example: { email: 'ines@example.org', password: 'a long enough password', keep: 'token' } });

export const personSchema = z.object({
  personId: idSchema('PersonId'),
  email: z.string(),
  name: z.string(),
  platformAdmin: z.boolean(),
});

export const membershipOfPersonSchema = z.object({ orgId: idSchema('OrgId'), name: z.string(), role: roleSchema });

export const sessionSchema = z.object({ person: personSchema, organizations: z.array(membershipOfPersonSchema) });
export type SessionView = z.infer<typeof sessionSchema>;

export const signedInSchema = z.object({
  person: personSchema,
  token: z.string().nullable(),
  expiresAt: instantSchema.nullable(),
});

export const acceptInvitationSchema = z
  .object({
    /** What the invitation said, whole. */
    invitation: z.string().max(300),
    name: z.string().trim().min(1).max(200),
    /** Of the account the address already has, or the one it shall get. */
    password: newPasswordSchema,
  })
  .meta({
    example: { invitation: 'the text of the invitation', name: 'Ines Novak', password: 'a long enough password' },
  });
export const acceptedInvitationSchema = z.object({ orgId: idSchema('OrgId'), role: roleSchema });
