import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';

/** PR-5: as it is compared and kept. What people type may have small letters and spaces around it. */
export const promoCodeSchema = z
  .string()
  .transform(text => text.trim().toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9_-]{2,39}$/, { error: 'a code has 3 to 40 letters and digits' }));

const kinds = ['percent', 'amount', 'unlock'] as const;

const terms = {
  kind: z.enum(kinds).meta({ description: '`unlock` opens hidden tiers and tiers behind a code, at their price.' }),
  basisPoints: z.int().min(0).max(10_000).meta({ description: 'Of `percent`: 1000 is ten per cent.' }),
  amountMinor: z.int().min(0).max(1_000_000_000).meta({ description: 'Of `amount`: off the sum of what it is for.' }),
  tierIds: z.array(idSchema('TierId')).min(1).max(200).nullable().meta({ description: 'null is every tier.' }),
  opensAt: instantSchema.nullable(),
  closesAt: instantSchema.nullable(),
  usesMax: z.int().min(1).max(1_000_000).nullable(),
  usesPerBuyerMax: z.int().min(1).max(1_000).nullable().meta({ description: 'Counted by e-mail address.' }),
  stacks: z.boolean().meta({ description: 'May be used with another code that also may.' }),
};

export const createPromoCodeSchema = z
  .strictObject({
    code: promoCodeSchema,
    kind: terms.kind,
    ...z.strictObject(terms).omit({ kind: true }).partial().shape,
  })
  .meta({ example: { code: 'EARLY', kind: 'percent', basisPoints: 1000, usesMax: 100, usesPerBuyerMax: 1 } });

export const editPromoCodeSchema = z
  .strictObject({ ...z.strictObject(terms).omit({ kind: true }).shape, archived: z.boolean() })
  .partial()
  .meta({ example: { usesMax: 200, archived: false } });

export const promoCodeViewSchema = z.object({
  code: z.string(),
  ...terms,
  uses: z.int(),
  archived: z.boolean(),
  createdAt: instantSchema,
});
export type PromoCodeView = z.infer<typeof promoCodeViewSchema>;
