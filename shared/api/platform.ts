import { z } from 'zod';
import { currencySchema, idSchema, instantSchema, zoneSchema } from '../kernel/schemas.ts';
import { languageSchema } from './organizations.ts';
import { accountEmailSchema } from './session.ts';

export const createOrganizationSchema = z
  .object({
    orgId: idSchema('OrgId'),
    slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
      error: 'a short name has small letters, digits and hyphens, forty at most',
    }),
    name: z.string().trim().min(1).max(200),
    zone: zoneSchema,
    currency: currencySchema,
    defaultLanguage: languageSchema.default('en'),
    ownerEmail: accountEmailSchema,
  })
  .meta({
    example: {
      orgId: 'org_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      slug: 'theater-am-kai',
      name: 'Theater am Kai',
      zone: 'Europe/Vienna',
      currency: 'EUR',
      defaultLanguage: 'de',
      ownerEmail: 'ines@example.org',
    },
  });
/** `invitation` makes the owner a member; told once. */
export const createdOrganizationSchema = z.object({ orgId: idSchema('OrgId'), invitation: z.string() });

export const listedOrganizationSchema = z.object({ orgId: idSchema('OrgId'), name: z.string() });

export const parkedJobSchema = z.object({
  jobId: z.string(),
  job: z.string(),
  orgId: z.string().nullable(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: instantSchema,
  failedAt: instantSchema,
});
export type ParkedJob = z.infer<typeof parkedJobSchema>;
