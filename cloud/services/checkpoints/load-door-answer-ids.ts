import type { DoorRule } from '#shared/catalog/door-event.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadCheckpoints } from './load-checkpoints.ts';

/** CK-13: the questions whose answers a rule of some checkpoint reads. */
export async function loadDoorAnswerIds(tx: Tx, orgId: OrgId, eventId: EventId): Promise<ReadonlySet<string>> {
  const checkpoints = await loadCheckpoints(tx, orgId, eventId);
  return new Set(checkpoints.flatMap(({ rule }) => (rule === null ? [] : questionIdsIn(rule))));
}

function questionIdsIn(rule: DoorRule): string[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.flatMap(questionIdsIn);
    case 'not':
      return questionIdsIn(rule.rule);
    case 'answer-is':
      return [rule.questionId];
    default:
      return [];
  }
}
