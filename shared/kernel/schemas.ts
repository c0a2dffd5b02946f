import { z } from 'zod';
import { type Id, type IdName, idPrefixes, isId } from './ids.ts';
import { type Instant, isMoment, isZone, parseInstant } from './instant.ts';

/** A zod schema for an id, branded: `idSchema('TicketId')`. */
export function idSchema<Name extends IdName>(name: Name) {
  return z
    .custom<Id<Name>>(raw => isId(name, raw), { error: `expected an id that starts with ${idPrefixes[name]}_` })
    .meta({
      type: 'string',
      pattern: `^${idPrefixes[name]}_[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$`,
      example: `${idPrefixes[name]}_01JD2QF6W0ZK8N4T7C3XB5VH9M`,
    });
}

/** An ISO 8601 moment with a zone, turned into its canonical instant. */
export const instantSchema = z
  .string()
  .refine(isMoment, { error: 'a moment looks like 2026-11-22T19:30:00Z, on a day that is in the calendar' })
  .transform((text): Instant => parseInstant(text));

export const zoneSchema = z.string().refine(isZone, { error: 'expected a time zone such as Europe/Vienna' });

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, { error: 'expected a currency such as EUR' });

/** A whole number of minor units that JSON carries exactly. */
export const minorSchema = z.int();

/** Unpadded base64url bytes. */
export const bytesTextSchema = z.string().regex(/^[A-Za-z0-9_-]*$/, { error: 'expected base64url' });
