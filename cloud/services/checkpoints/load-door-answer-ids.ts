import { ruleParts } from '#shared/catalog/rule-parts.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadCheckpoints } from './load-checkpoints.ts';

/** CK-13: the questions whose answers a rule of some checkpoint reads. */
export async function loadDoorAnswerIds(tx: Tx, orgId: OrgId, eventId: EventId): Promise<ReadonlySet<string>> {
  const checkpoints = await loadCheckpoints(tx, orgId, eventId);
  return new Set(checkpoints.flatMap(({ rule }) => (rule === null ? [] : ruleParts(rule).questionIds)));
}
