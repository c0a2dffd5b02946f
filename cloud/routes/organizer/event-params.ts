import { z } from '@hono/zod-openapi';
import type { IdName } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { orgParams } from '../../http/answers.ts';

export const eventParams = orgParams.extend({ eventId: idSchema('EventId') });

/** The path of something that belongs to an event, as `{ orgId, eventId, tierId }`. */
export function partParams<const Field extends string, Name extends IdName>(field: Field, name: Name) {
  // A computed key widens to string, so the shape is said out loud.
  return eventParams.extend({ [field]: idSchema(name) } as { [F in Field]: ReturnType<typeof idSchema<Name>> });
}

/** What is answered when something was taken away. */
export function removedSchema<Name extends IdName>(name: Name) {
  return z.object({ removed: idSchema(name) });
}
