import { z } from 'zod';
import { proofSchema } from '../catalog/door-event.ts';
import { limits } from '../kernel/limits.ts';
import { currencySchema, idSchema, instantSchema } from '../kernel/schemas.ts';
import { attentionSchema, nameSchema, positionSchema, textSchema, versionSchema } from './fields.ts';

const child = z.strictObject({
  childrenPerGuardianMax: z.int().min(1).max(limits.guardianChildrenMax),
  guardianTierIds: z.array(idSchema('TierId')).min(1).max(50),
});

const required = {
  name: nameSchema().meta({ example: 'Stalls, full price' }),
  priceMinor: z.int().min(0).max(1_000_000_000).meta({ description: 'Whole minor units: cents, yen.', example: 4200 }),
  poolIds: z
    .array(idSchema('PoolId'))
    .min(1, { error: 'a tier draws on at least one pool' })
    .max(20)
    .meta({ description: 'IN-1: every pool a ticket of this tier takes a place from.' }),
};
const optional = {
  description: textSchema(5_000),
  currency: currencySchema.meta({ description: 'The organization’s currency when left out.' }),
  position: positionSchema,
  saleOpensAt: instantSchema.nullable(),
  saleClosesAt: instantSchema.nullable(),
  orderMin: z.int().min(1).max(limits.ticketsPerOrderMax),
  orderMax: z.int().min(1).max(limits.ticketsPerOrderMax),
  visibility: z.enum(['public', 'hidden', 'code']),
  accessCode: textSchema(100).nullable(),
  proof: proofSchema
    .nullable()
    .meta({ description: 'CK-16, OR-3: what the door checks. Ages are judged on the event’s local date.' }),
  attention: attentionSchema,
  child: child.nullable().meta({ description: 'OR-2: a child tier, with at most N children per guardian.' }),
  addOnOf: z
    .array(idSchema('TierId'))
    .max(50)
    .meta({ description: 'CK-11: an add-on to these tiers, as a lounge pass is to a seat.' }),
};

export const createTierSchema = z
  .strictObject({
    tierId: idSchema('TierId').optional(),
    ...required,
    ...z.strictObject(optional).partial().shape,
  })
  .meta({
    example: {
      name: 'Child',
      priceMinor: 1200,
      poolIds: ['pol_01JD2QF6W0ZK8N4T7C3XB5VH9M'],
      orderMax: 6,
      proof: { kind: 'age', ageMin: null, ageMax: 13, what: null },
      child: { childrenPerGuardianMax: 3, guardianTierIds: ['tir_01JD2QF6W0ZK8N4T7C3XB5VH9M'] },
    },
  });
export type CreateTier = z.infer<typeof createTierSchema>;

const changes = z.strictObject({ ...required, ...optional, archived: z.boolean() }).partial();
export const editTierSchema = z
  .strictObject({ version: versionSchema, ...changes.shape })
  .meta({ example: { version: 1, priceMinor: 1500, saleClosesAt: '2026-11-22T18:00:00Z' } });

export const tierViewSchema = z.object({
  tierId: idSchema('TierId'),
  number: z.int().meta({ description: 'Stands in ticket codes; never changes.' }),
  ...required,
  ...optional,
  archived: z.boolean(),
  version: z.int(),
});
export type TierView = z.infer<typeof tierViewSchema>;
