import type { DoorRule } from '#shared/catalog/door-event.ts';
import { ruleParts } from '#shared/catalog/rule-parts.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadCheckpoints } from './load-checkpoints.ts';

/** CK-13: a rule that names what is not there refuses everybody at the door, so it is refused here. */
export async function requireSoundRule(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  rule: DoorRule | null | undefined,
): Promise<void> {
  if (rule === null || rule === undefined) return;
  const parts = ruleParts(rule);
  const [badTime] = parts.badTimes;
  if (badTime !== undefined) wrong('a moment looks like 2026-11-22T19:30:00.000Z');
  const tiers = new Set<string>((await loadTiers(tx, orgId, eventId)).map(tier => tier.tierId));
  const questions = new Set<string>((await loadQuestions(tx, orgId, eventId)).map(question => question.questionId));
  const checkpoints = new Set<string>((await loadCheckpoints(tx, orgId, eventId)).map(known => known.checkpointId));
  if (parts.tierIds.some(id => !tiers.has(id))) wrong('this event has no such tier');
  if (parts.questionIds.some(id => !questions.has(id))) wrong('this event has no such question');
  if (parts.checkpointIds.some(id => !checkpoints.has(id))) wrong('this event has no such checkpoint');
}

function wrong(sentence: string): never {
  throw refusal('bad-input', { field: 'rule', sentence });
}
