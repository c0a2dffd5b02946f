import { z } from 'zod';
import { idSchema } from '#shared/kernel/schemas.ts';
import type { Ctx } from '../services/ctx.ts';
import { listLines, offerFreedPlaces } from '../services/waiting-list/offer-freed-places.ts';
import { offerFreedPlacesJobName as name } from '../services/waiting-list/offer-soon.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';
import { jobCtx } from './job-ctx.ts';

const freedSchema = z.object({ orgId: idSchema('OrgId'), eventId: idSchema('EventId') });

/** WL-2: where places came back at once; by the clock every minute, for offers that nobody took in time. */
export const offerFreedPlacesJob: Job = {
  name,
  cron: '* * * * *',
  run: async (deps, payload) => {
    const freed = freedSchema.safeParse(payload);
    if (freed.success) {
      await offerFreedPlaces(jobCtx(deps, name, payload), deps.linkSecret, freed.data.eventId);
      return;
    }
    await forEachOrg(deps, name, async (ctx: Ctx) => {
      for (const eventId of await listLines(ctx)) await offerFreedPlaces(ctx, deps.linkSecret, eventId);
    });
  },
};
