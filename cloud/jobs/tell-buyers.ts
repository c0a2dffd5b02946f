import { z } from 'zod';
import { mintId } from '#shared/kernel/ids.ts';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { tellBuyersJobName as name, tellBuyers } from '../services/events/tell-buyers.ts';
import type { Job } from './job.ts';

const payloadSchema = z.object({
  orgId: idSchema('OrgId'),
  eventId: idSchema('EventId'),
  change: z.enum(['times', 'place', 'cancelled']),
  since: instantSchema,
});

/** ML-10, ML-12: an event has moved or was cancelled, and those who come are told. */
export const tellBuyersJob: Job = {
  name,
  run: async ({ db, now, randomBytes }, raw) => {
    const { orgId, ...wanted } = payloadSchema.parse(raw);
    const requestId = mintId('RequestId', randomBytes);
    await tellBuyers({ db, now: now(), randomBytes, requestId, orgId, actor: { kind: 'system', job: name } }, wanted);
  },
};
