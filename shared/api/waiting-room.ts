import { z } from 'zod';
import { instantSchema } from '../kernel/schemas.ts';

export const setWaitingRoomSchema = z
  .strictObject({
    opensAt: instantSchema.meta({ description: 'Who comes before gets a number by lot, who comes after in turn.' }),
    admitsPerMinute: z.int().min(1).max(60_000),
    open: z.boolean().default(true).meta({ description: 'false takes the room away: everybody may buy at once.' }),
  })
  .meta({ example: { opensAt: '2026-11-20T10:00:00Z', admitsPerMinute: 120 } });

export const waitingRoomViewSchema = z.object({
  state: z.enum(['armed', 'open', 'closed']),
  opensAt: instantSchema,
  admitsPerMinute: z.int(),
  waiting: z.int().meta({ description: 'How many stand in it now.' }),
  admitted: z.int().meta({ description: 'How many have had their turn.' }),
});
export type WaitingRoomView = z.infer<typeof waitingRoomViewSchema>;
