import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

const placesMax = 5_000;

export const lendAllotmentSchema = z.strictObject({
  allotmentId: idSchema('AllotmentId'),
  stationId: idSchema('StationId'),
  tierId: idSchema('TierId'),
  places: z.int().min(1).max(placesMax),
});
export const returnAllotmentSchema = z.strictObject({
  ticketIds: z.array(idSchema('TicketId')).max(placesMax).meta({ description: 'The blanks that come back.' }),
  close: z.boolean().default(true),
});
export const writeOffAllotmentSchema = z.strictObject({
  reason: nameSchema(500).meta({ example: 'The laptop was stolen.' }),
});

export const allotmentViewSchema = z.object({
  allotmentId: idSchema('AllotmentId'),
  eventId: idSchema('EventId'),
  tierId: idSchema('TierId'),
  stationId: idSchema('StationId'),
  epoch: z.int(),
  granted: z.int(),
  sold: z.int(),
  returned: z.int(),
  state: z.enum(['open', 'closed', 'written-off']),
  oversoldByDecision: z.int(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type AllotmentView = z.infer<typeof allotmentViewSchema>;
