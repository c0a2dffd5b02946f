import { z } from 'zod';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { nameSchema } from './fields.ts';

const placesMax = 5_000;

export const lendAllotmentSchema = z
  .strictObject({
    allotmentId: idSchema('AllotmentId'),
    stationId: idSchema('StationId'),
    tierId: idSchema('TierId'),
    places: z.int().min(1).max(placesMax),
  })
  .meta({
    example: {
      allotmentId: 'alt_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      stationId: 'sta_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      tierId: 'tir_01JD2QF6W0ZK8N4T7C3XB5VH9M',
      places: 40,
    },
  });
export const returnAllotmentSchema = z
  .strictObject({
    ticketIds: z.array(idSchema('TicketId')).max(placesMax).meta({ description: 'The blanks that come back.' }),
    close: z.boolean().default(true),
  })
  .meta({ example: { ticketIds: ['tkt_01JD2QF6W0ZK8N4T7C3XB5VH9M'], close: false } });
export const writeOffAllotmentSchema = z
  .strictObject({
    reason: nameSchema(500).meta({ example: 'The laptop was stolen.' }),
  })
  .meta({ example: { reason: 'The laptop was stolen.' } });

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
