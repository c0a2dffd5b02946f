import { z } from 'zod';
import { doorRuleSchema, entryModeSchema, entryWindowSchema } from '../catalog/door-event.ts';
import { isShallowRule, ruleNestingMax } from '../catalog/rule-parts.ts';
import { idSchema } from '../kernel/schemas.ts';
import { attentionSchema, nameSchema, positionSchema, versionSchema } from './fields.ts';

const zoneRequired = { name: nameSchema().meta({ example: 'Lounge' }) };
const zoneOptional = {
  capacity: z.int().min(0).max(10_000_000).nullable().meta({ description: 'CK-15; null is without bound.' }),
  position: positionSchema,
};
export const createZoneSchema = z
  .strictObject({
    zoneId: idSchema('ZoneId').optional(),
    ...zoneRequired,
    ...z.strictObject(zoneOptional).partial().shape,
  })
  .meta({ example: { name: 'Lounge', capacity: 60 } });
export const editZoneSchema = z
  .strictObject({ ...zoneRequired, ...zoneOptional })
  .partial()
  .meta({ example: { capacity: 80 } });
export const zoneViewSchema = z.object({ zoneId: idSchema('ZoneId'), ...zoneRequired, ...zoneOptional });
export type ZoneView = z.infer<typeof zoneViewSchema>;

/** CK-13, bounded before it is read: the schema of a rule follows every level. */
const ruleSchema = z
  .unknown()
  .refine(raw => isShallowRule(raw), { error: `a rule nests at most ${ruleNestingMax} deep` })
  .pipe(doorRuleSchema)
  .meta({ type: 'object', description: 'all, any, not, tier-is, time-after, time-before, entries-below, …' });

const checkpointRequired = { name: nameSchema().meta({ example: 'Main entrance' }) };
const checkpointOptional = {
  entryMode: entryModeSchema.meta({ description: 'CK-20. `re-entry` when left out.' }),
  entriesMax: z.int().min(1).max(1_000).nullable(),
  zoneId: idSchema('ZoneId').nullable().meta({ description: 'The zone behind it.' }),
  admitsTierIds: z.array(idSchema('TierId')).max(200).nullable().meta({ description: 'null admits every tier.' }),
  matchesAddOns: z.boolean(),
  admitsUnpaid: z.boolean(),
  window: entryWindowSchema.nullable(),
  rule: ruleSchema.nullable(),
  attention: attentionSchema,
  position: positionSchema,
};
export const createCheckpointSchema = z
  .strictObject({
    checkpointId: idSchema('CheckpointId').optional(),
    ...checkpointRequired,
    ...z.strictObject(checkpointOptional).partial().shape,
  })
  .meta({
    example: {
      name: 'Lounge',
      entryMode: 'once',
      zoneId: 'zon_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      admitsTierIds: ['tir_01JD2QF6W0ZK8N4T7C3XB5VH9M'],
      window: { opensAt: '2026-11-22T18:00:00Z', closesAt: null },
      rule: {
        kind: 'any',
        of: [
          { kind: 'time-before', at: '2026-11-22T20:00:00Z' },
          { kind: 'entries-below', count: 1 },
        ],
      },
    },
  });
const checkpointChanges = z.strictObject({ ...checkpointRequired, ...checkpointOptional }).partial();
export type CheckpointChanges = z.infer<typeof checkpointChanges>;
export const editCheckpointSchema = z
  .strictObject({ version: versionSchema, ...checkpointChanges.shape })
  .meta({ example: { version: 1, attention: 'Gold wristband' } });
export const checkpointViewSchema = z.object({
  checkpointId: idSchema('CheckpointId'),
  ...checkpointRequired,
  ...checkpointOptional,
  version: z.int(),
});
export type CheckpointView = z.infer<typeof checkpointViewSchema>;

const gateRequired = {
  name: nameSchema().meta({ example: 'Gate 1' }),
  checkpointId: idSchema('CheckpointId'),
};
const gateOptional = { position: positionSchema };
export const createGateSchema = z
  .strictObject({
    gateId: idSchema('GateId').optional(),
    ...gateRequired,
    ...z.strictObject(gateOptional).partial().shape,
  })
  .meta({ example: { name: 'Gate 1', checkpointId: 'chk_01JD2QF6W0ZK8N4T7C3XB5VH9M' } });
export const editGateSchema = z
  .strictObject({ ...gateRequired, ...gateOptional })
  .partial()
  .meta({ example: { name: 'Gate 1 (left)' } });
export const gateViewSchema = z.object({ gateId: idSchema('GateId'), ...gateRequired, ...gateOptional });
export type GateView = z.infer<typeof gateViewSchema>;
