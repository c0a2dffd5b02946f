import { z } from 'zod';
import { handleProviderEventJobName as name } from '../services/payments/enqueue-provider-event.ts';
import { handleProviderEvent } from '../services/payments/handle-provider-event.ts';
import type { Job } from './job.ts';
import { jobCtx } from './job-ctx.ts';
import { sellingDeps } from './selling-deps.ts';

const payloadSchema = z.object({ eventId: z.string() });

/** PY-3: what the provider told is worked off, the events of one object one after another. */
export const handleProviderEventJob: Job = {
  name,
  run: (deps, payload) =>
    handleProviderEvent(jobCtx(deps, name, payload), sellingDeps(deps), payloadSchema.parse(payload).eventId),
};
