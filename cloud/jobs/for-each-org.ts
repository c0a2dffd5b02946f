import { mintId } from '#shared/kernel/ids.ts';
import type { Ctx } from '../services/ctx.ts';
import { listOrgIds } from '../services/organizations/list-org-ids.ts';
import type { JobDeps } from './job.ts';

/** Does the work for every organization. One that fails keeps none of the others from theirs; the job fails at the end. */
export async function forEachOrg(
  { db, now, randomBytes }: JobDeps,
  job: string,
  work: (ctx: Ctx) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const orgId of await listOrgIds(db)) {
    const requestId = mintId('RequestId', randomBytes);
    try {
      await work({ db, now: now(), randomBytes, requestId, orgId, actor: { kind: 'system', job } });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${job} failed for ${failures.length} organizations`);
}
