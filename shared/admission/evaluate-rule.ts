import type { DoorEvent, DoorRule, DoorTier } from '../catalog/door-event.ts';
import { unreachable } from '../kernel/assert.ts';
import { type Instant, msBetween, parseInstant, toLocal } from '../kernel/instant.ts';
import type { MirrorScan } from './mirror.ts';
import { foldPresence, standingScans } from './presence.ts';
import type { Presence, RuleCondition } from './types.ts';

export type RuleFacts = {
  readonly event: DoorEvent;
  readonly tier: DoorTier | null;
  /** null when the ticket is not in the roster: its answers are not known. */
  readonly answers: Readonly<Record<string, string>> | null;
  readonly presence: Presence;
  readonly history: readonly MirrorScan[];
  readonly now: Instant;
};

export type Evaluation = { readonly kind: 'met' } | UnmetRule;

export type UnmetRule = {
  readonly kind: 'unmet';
  /** No field that matters was missing. */
  readonly evaluable: boolean;
  /** How many conditions stand in the way on the shortest path. */
  readonly distance: number;
  /** The first of them. */
  readonly nearest: RuleCondition;
};

/**
 * CK-13. A condition that cannot be evaluated is not met, and not met either where the rule negates it; it does no harm where
 * the rest of the rule decides without it.
 */
export function evaluateRule(rule: DoorRule, facts: RuleFacts): Evaluation {
  return evaluate(rule, facts, false);
}

function evaluate(rule: DoorRule, facts: RuleFacts, negated: boolean): Evaluation {
  switch (rule.kind) {
    case 'not':
      return evaluate(rule.rule, facts, !negated);
    case 'all':
    case 'any': {
      const parts = rule.of.map(part => evaluate(part, facts, negated));
      // De Morgan: "not all" asks for one that fails, "not any" for all to fail.
      return (rule.kind === 'all') === !negated ? evaluateAll(parts) : evaluateAny(parts);
    }
    default:
      return evaluateCondition(rule, facts, negated);
  }
}

function evaluateAll(parts: readonly Evaluation[]): Evaluation {
  const unmet = parts.filter(isUnmet);
  const [first] = unmet;
  if (first === undefined) return { kind: 'met' };
  // A plain no is worth more to the person at the door than a field that could not be read.
  const told = unmet.find(part => part.evaluable) ?? first;
  return { ...told, distance: unmet.reduce((sum, part) => sum + part.distance, 0) };
}

function evaluateAny(parts: readonly Evaluation[]): Evaluation {
  const unmet = parts.filter(isUnmet);
  if (unmet.length < parts.length) return { kind: 'met' };
  const nearest = unmet.reduce<UnmetRule | null>(
    (best, part) => (best === null || part.distance < best.distance ? part : best),
    null,
  );
  return nearest ?? unmetBy({ kind: 'never' }, false);
}

function isUnmet(evaluation: Evaluation): evaluation is UnmetRule {
  return evaluation.kind === 'unmet';
}

function unmetBy(condition: RuleCondition['condition'], negated: boolean): UnmetRule {
  return { kind: 'unmet', evaluable: condition.kind !== 'not-evaluable', distance: 1, nearest: { negated, condition } };
}

type Leaf = Exclude<DoorRule, { kind: 'all' | 'any' | 'not' }>;
type Reading = { readonly holds: boolean | null; readonly condition: RuleCondition['condition'] };

function evaluateCondition(rule: Leaf, facts: RuleFacts, negated: boolean): Evaluation {
  const { holds, condition } = readCondition(rule, facts);
  if (holds === null) return unmetBy(condition, false);
  return holds !== negated ? { kind: 'met' } : unmetBy(condition, negated);
}

function readCondition(rule: Leaf, facts: RuleFacts): Reading {
  const { presence, now } = facts;
  switch (rule.kind) {
    case 'tier-is':
      return readTier(rule.tierIds, facts);
    case 'time-after':
    case 'time-before': {
      const at = instantOrNull(rule.at);
      if (at === null) return notEvaluable(`the time ${rule.at}`);
      return { holds: rule.kind === 'time-after' ? now >= at : now < at, condition: { kind: rule.kind, at } };
    }
    case 'entries-below':
      return {
        holds: presence.entries < rule.count,
        condition: { kind: rule.kind, count: rule.count, entries: presence.entries },
      };
    case 'entries-today-below': {
      const entries = entriesToday(facts);
      return { holds: entries < rule.count, condition: { kind: rule.kind, count: rule.count, entries } };
    }
    case 'minutes-since-entry-above': {
      const since = presence.latestEntry?.at ?? null;
      const holds = since === null || msBetween(now, since) > rule.minutes * 60_000;
      return { holds, condition: { kind: rule.kind, minutes: rule.minutes, since } };
    }
    case 'inside-checkpoint':
      return readInside(rule.checkpointId, facts);
    case 'answer-is':
      return readAnswer(rule, facts);
    default:
      return unreachable(rule);
  }
}

function readTier(tierIds: readonly string[], { event, tier }: RuleFacts): Reading {
  if (tier === null) return notEvaluable('the tier');
  const tierNames = event.tiers.filter(known => tierIds.includes(known.tierId)).map(known => known.name);
  return { holds: tierIds.includes(tier.tierId), condition: { kind: 'tier-is', tierNames } };
}

function readInside(checkpointId: string, { event, history }: RuleFacts): Reading {
  const checkpoint = event.checkpoints.find(known => known.checkpointId === checkpointId);
  if (checkpoint === undefined) return notEvaluable('the checkpoint');
  return {
    holds: foldPresence(history, checkpoint).inside,
    condition: { kind: 'inside-checkpoint', checkpointName: checkpoint.name },
  };
}

function readAnswer(rule: { questionId: string; value: string }, { event, answers }: RuleFacts): Reading {
  const label = event.questions.find(question => question.questionId === rule.questionId)?.label ?? null;
  const answer = answers?.[rule.questionId];
  if (answer === undefined) return notEvaluable(label === null ? 'an answer' : `the answer to “${label}”`);
  return { holds: answer === rule.value, condition: { kind: 'answer-is', label, value: rule.value } };
}

function entriesToday({ event, presence, history, now }: RuleFacts): number {
  const today = toLocal(now, event.zone).date;
  return standingScans(history).filter(
    scan =>
      scan.kind === 'in' && scan.checkpointId === presence.checkpointId && toLocal(scan.at, event.zone).date === today,
  ).length;
}

function notEvaluable(what: string): Reading {
  return { holds: null, condition: { kind: 'not-evaluable', what } };
}

function instantOrNull(text: string): Instant | null {
  try {
    return parseInstant(text);
  } catch {
    return null;
  }
}
