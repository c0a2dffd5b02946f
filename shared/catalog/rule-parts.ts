import { isInstant } from '../kernel/instant.ts';
import type { DoorRule } from './door-event.ts';

/** What a rule names, so that whoever writes it can be told what is not there before the door has to. */
export type RuleParts = {
  readonly tierIds: readonly string[];
  readonly questionIds: readonly string[];
  readonly checkpointIds: readonly string[];
  /** Moments that are none: the door could not evaluate them. */
  readonly badTimes: readonly string[];
};

export const ruleNestingMax = 8;

/** CK-13. */
export function ruleParts(rule: DoorRule): RuleParts {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.map(ruleParts).reduce(together, nothing);
    case 'not':
      return ruleParts(rule.rule);
    case 'tier-is':
      return { ...nothing, tierIds: rule.tierIds };
    case 'answer-is':
      return { ...nothing, questionIds: [rule.questionId] };
    case 'inside-checkpoint':
      return { ...nothing, checkpointIds: [rule.checkpointId] };
    case 'time-after':
    case 'time-before':
      return { ...nothing, badTimes: isInstant(rule.at) ? [] : [rule.at] };
    default:
      return nothing;
  }
}

/** Rules nest so deep and no deeper; anything else is left to the schema. Asked before it, which follows every level. */
export function isShallowRule(raw: unknown, levels: number = ruleNestingMax): boolean {
  if (typeof raw !== 'object' || raw === null) return true;
  if (levels === 0) return false;
  const { of, rule } = raw as { readonly of?: unknown; readonly rule?: unknown };
  const inner = Array.isArray(of) ? of : [];
  return [...inner, rule].every(part => isShallowRule(part, levels - 1));
}

const nothing: RuleParts = { tierIds: [], questionIds: [], checkpointIds: [], badTimes: [] };

function together(a: RuleParts, b: RuleParts): RuleParts {
  return {
    tierIds: [...a.tierIds, ...b.tierIds],
    questionIds: [...a.questionIds, ...b.questionIds],
    checkpointIds: [...a.checkpointIds, ...b.checkpointIds],
    badTimes: [...a.badTimes, ...b.badTimes],
  };
}
