import { z } from 'zod';
import { currencySchema, idSchema, zoneSchema } from '../kernel/schemas.ts';
import { roles } from './permissions.ts';

export const languages = ['en', 'de', 'fr', 'es', 'ar'] as const;
export const languageSchema = z.enum(languages);
export const roleSchema = z.enum(roles);

export const organizationSchema = z.object({
  orgId: idSchema('OrgId'),
  name: z.string(),
  accent: z.string().nullable(),
  logoUrl: z.string().nullable(),
  defaultLanguage: languageSchema,
  zone: z.string(),
  currency: z.string(),
  taxMode: z.enum(['inclusive', 'exclusive']),
  taxBasisPoints: z.int(),
  /** RP-3: when a night is over, as the clock on the wall shows it. */
  nightEndsAt: z.string(),
  imprint: z.string(),
  version: z.int(),
});
export type Organization = z.infer<typeof organizationSchema>;

export const editOrganizationSchema = z
  .object({
    name: z.string().trim().min(1).max(200),
    accent: z.string().max(60).nullable(),
    logoUrl: z
      .url({ protocol: /^https$/ })
      .max(500)
      .nullable(),
    defaultLanguage: languageSchema,
    zone: zoneSchema,
    currency: currencySchema,
    taxMode: z.enum(['inclusive', 'exclusive']),
    taxBasisPoints: z.int().min(0).max(10_000),
    nightEndsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time looks like 06:00' }),
    imprint: z.string().max(10_000),
  })
  .partial()
  .extend({
    /** The version that was read: somebody else's edit in between is a conflict, not overwritten. */
    version: z.int().min(1),
  });
export type EditOrganization = z.infer<typeof editOrganizationSchema>;
