import { z } from 'zod';
import { mintId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import type { Ctx } from '../services/ctx.ts';
import type { JobDeps } from './job.ts';

const ofOrg = z.object({ orgId: idSchema('OrgId') });

/** The context of a job that an organization's transaction enqueued: the payload names it. */
export function jobCtx({ db, now, randomBytes }: JobDeps, job: string, payload: unknown): Ctx {
  const { orgId } = ofOrg.parse(payload);
  return {
    db,
    now: now(),
    randomBytes,
    requestId: mintId('RequestId', randomBytes),
    orgId,
    actor: { kind: 'system', job },
  };
}
