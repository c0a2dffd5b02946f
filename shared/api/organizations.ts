import { z } from 'zod';
import { languages } from '../catalog/languages.ts';
import { parseColour } from '../catalog/oklch.ts';
import { limits } from '../kernel/limits.ts';
import { currencySchema, idSchema, zoneSchema } from '../kernel/schemas.ts';
import { roles } from './permissions.ts';

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
  terms: z.string().meta({ description: 'Shown in the shop; buyers accept them where there are any.' }),
  privacy: z.string(),
  typeface: z.enum(['sans', 'serif']).meta({ description: 'How the titles of the shop look.' }),
  version: z.int(),
});
export type Organization = z.infer<typeof organizationSchema>;

/** What the organizer should know about settings that were taken but not shown as they stand. */
export const organizationViewSchema = organizationSchema.extend({
  warnings: z.array(z.object({ field: z.string(), sentence: z.string() })),
});
export type OrganizationView = z.infer<typeof organizationViewSchema>;

/** As much of one as needs no parser; the verb that keeps it parses it. */
const httpsAddress =
  /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?$/i;

export const editOrganizationSchema = z
  .object({
    name: z.string().trim().min(1).max(200),
    accent: z
      .string()
      .max(60)
      .refine(text => parseColour(text) !== null, { error: 'a colour looks like #9a1f3d or oklch(0.5 0.12 150)' })
      .nullable(),
    logoUrl: z
      .string()
      .max(limits.logoCharsMax)
      .refine(text => text.startsWith('data:') || (text.length <= 500 && httpsAddress.test(text)), {
        error: 'send the logo as data:image/png;base64,… or as an https address',
      })
      .nullable()
      .meta({
        description:
          'The picture itself as a data address (PNG, JPEG or SVG, at most 256 kB), which is kept and served by the shop; or an https address.',
      }),
    defaultLanguage: languageSchema,
    zone: zoneSchema,
    currency: currencySchema,
    taxMode: z.enum(['inclusive', 'exclusive']),
    taxBasisPoints: z.int().min(0).max(10_000),
    nightEndsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time looks like 06:00' }),
    imprint: z.string().max(10_000),
    terms: z.string().max(50_000),
    privacy: z.string().max(50_000),
    typeface: z.enum(['sans', 'serif']),
  })
  .partial()
  .extend({
    /** The version that was read: somebody else's edit in between is a conflict, not overwritten. */
    version: z.int().min(1),
  })
  .meta({ example: { version: 1, name: 'Theater am Kai', accent: '#7a1f2b', nightEndsAt: '06:00' } });

/** A host name of the organization's own, under which its shop is found. */
export const addDomainSchema = z
  .object({
    host: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: 'a host name looks like tickets.example.org',
      }),
  })
  .meta({ example: { host: 'tickets.example.org' } });
export const shopAddressesSchema = z.object({
  shopUrl: z.string().meta({ description: 'Where the shop is found without a domain of its own.' }),
  domains: z.array(z.object({ host: z.string() })),
});
export type ShopAddresses = z.infer<typeof shopAddressesSchema>;
