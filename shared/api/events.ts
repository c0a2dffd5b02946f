import { z } from 'zod';
import { buyerRulesSchema } from '../catalog/buyer-rules.ts';
import { eventStates } from '../catalog/event-states.ts';
import { languages } from '../catalog/languages.ts';
import { idSchema, instantSchema, zoneSchema } from '../kernel/schemas.ts';
import { checkpointViewSchema, gateViewSchema, zoneViewSchema } from './checkpoints.ts';
import { nameSchema, textSchema, versionSchema } from './fields.ts';
import { poolViewSchema } from './pools.ts';
import { questionViewSchema } from './questions.ts';
import { tierViewSchema } from './tiers.ts';

export const collectSchema = z.enum(['no', 'optional', 'required']);

const lineUpSchema = z
  .array(
    z.strictObject({
      name: nameSchema(),
      startsAt: instantSchema.nullable().default(null),
      note: textSchema(500).default(''),
    }),
  )
  .max(100);

/** What an organizer may write of an event. Times are instants; `zone` says which wall clock people read them on. */
const required = {
  title: nameSchema().meta({ example: 'Twelfth Night' }),
  zone: zoneSchema.meta({ example: 'Europe/Vienna' }),
  doorsAt: instantSchema.meta({ example: '2026-11-22T18:00:00Z' }),
  startsAt: instantSchema.meta({ example: '2026-11-22T18:30:00Z' }),
  endsAt: instantSchema.meta({ example: '2026-11-22T21:15:00Z' }),
};
const optional = {
  description: textSchema(10_000),
  venue: textSchema(200).meta({ example: 'Theater am Kai' }),
  address: textSchema(500),
  lineUp: lineUpSchema,
  languages: z
    .array(z.enum(languages))
    .min(1)
    .max(languages.length)
    .meta({ example: ['de', 'en'] }),
  admitsOnSignature: z
    .boolean()
    .meta({ description: 'CK-17: may a signed ticket that a station has not heard of yet be admitted?' }),
  needsApproval: z.boolean().meta({ description: 'Orders wait for an organizer before anything else happens.' }),
  collectsPhone: collectSchema,
  collectsAddress: collectSchema,
  feeMode: z.enum(['absorbed', 'passed-on']),
  feeBasisPoints: z.int().min(0).max(10_000),
  feeMinor: z.int().min(0).max(1_000_000_000),
  buyerRules: buyerRulesSchema,
};

export const createEventSchema = z
  .strictObject({
    eventId: idSchema('EventId').optional().meta({ description: 'Mint it yourself and a repeated request is safe.' }),
    ...required,
    ...z.strictObject(optional).partial().shape,
  })
  .meta({
    example: {
      title: 'Twelfth Night',
      venue: 'Theater am Kai',
      zone: 'Europe/Vienna',
      languages: ['de', 'en'],
      doorsAt: '2026-11-22T18:00:00Z',
      startsAt: '2026-11-22T18:30:00Z',
      endsAt: '2026-11-22T21:15:00Z',
      lineUp: [{ name: 'Mara Lindqvist', startsAt: null, note: 'Viola' }],
      collectsPhone: 'optional',
    },
  });

const changes = z.strictObject({ ...required, ...optional }).partial();
export const editEventSchema = z
  .strictObject({ version: versionSchema, ...changes.shape })
  .meta({ example: { version: 1, startsAt: '2026-11-22T19:00:00Z' } });

export const cancelEventSchema = z
  .strictObject({
    version: versionSchema,
    reason: nameSchema(500).meta({ description: 'Kept in the audit log.', example: 'The lead has lost her voice.' }),
  })
  .meta({ example: { version: 2, reason: 'The lead has lost her voice.' } });
export const versionOnlySchema = z.strictObject({ version: versionSchema }).meta({ example: { version: 1 } });

export const eventViewSchema = z.object({
  eventId: idSchema('EventId'),
  ref: z.string().meta({ description: 'Ten letters that ticket codes carry.' }),
  state: z.enum(eventStates),
  ...required,
  ...optional,
  lineUp: z.array(z.object({ name: z.string(), startsAt: instantSchema.nullable(), note: z.string() })),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type EventView = z.infer<typeof eventViewSchema>;

export const eventDetailSchema = eventViewSchema.extend({
  tiers: z.array(tierViewSchema),
  pools: z.array(poolViewSchema),
  zones: z.array(zoneViewSchema),
  checkpoints: z.array(checkpointViewSchema),
  gates: z.array(gateViewSchema),
  questions: z.array(questionViewSchema),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;
