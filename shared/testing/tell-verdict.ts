import type { AskQuestion, RefuseFacts, Verdict } from '../admission/types.ts';
import { type Instant, toLocal } from '../kernel/instant.ts';

/** A verdict with all its facts in one line, so that a decision table can be read down. */
export function tellVerdict(verdict: Verdict, zone = 'Europe/Vienna'): string {
  const clock = (instant: Instant | null) => (instant === null ? 'unknown' : toLocal(instant, zone).time.slice(0, 5));
  switch (verdict.kind) {
    case 'admit':
      return [
        verdict.direction === 'out' ? 'let out' : 'admit',
        verdict.rule,
        verdict.basis === 'roster' ? null : `on ${verdict.basis}`,
        verdict.confirmed.length === 0 ? null : `after ${verdict.confirmed.join(' and ')}`,
      ]
        .filter(part => part !== null)
        .join(' ');
    case 'refuse':
      return `refuse ${verdict.rule} ${tellReason(verdict.facts, clock)}${verdict.overridable ? '' : ', final'}`;
    case 'ask':
      return `ask ${verdict.rule} ${verdict.questions.map(tellQuestion).join('; ')}`;
    case 'undecidable':
      return `undecidable ${verdict.rule} ${verdict.why}${verdict.overridable ? '' : ', final'}`;
  }
}

function tellReason(facts: RefuseFacts, clock: (instant: Instant | null) => string): string {
  switch (facts.reason) {
    case 'forged':
      return `forged: ${facts.why}`;
    case 'wrong-event':
      return `wrong-event: ${facts.eventTitle ?? 'not named'}`;
    case 'replaced':
    case 'cancelled':
    case 'refunded':
      return `${facts.reason} since ${clock(facts.since)}`;
    case 'blocked':
      return `blocked: ${facts.text}`;
    case 'too-early':
    case 'too-late':
      return `${facts.reason}: ${clock(facts.limit)}`;
    case 'wrong-gate':
      return `wrong-gate: ${facts.rightCheckpoints.map(right => right.name).join(', ') || 'none'}`;
    case 'rule':
      return `rule: ${facts.explains}${facts.evaluable ? '' : ' (cannot be evaluated)'}`;
    case 'already-used': {
      const { at, gateName, stationName, operatorName } = facts.first;
      return `already-used ${facts.uses}: ${clock(at)} ${gateName} ${stationName} ${operatorName}`;
    }
    default:
      return facts.reason;
  }
}

function tellQuestion(question: AskQuestion): string {
  switch (question.kind) {
    case 'age': {
      const span = [question.ageMin, question.ageMax].map(age => age ?? '').join('–');
      return `age ${span}${question.what === null ? '' : ` (${question.what})`}`;
    }
    case 'identity':
      return `identity of ${question.holder}`;
    case 'entitlement':
      return `entitlement ${question.what}`;
    case 'answer':
      return `answer to ${question.labels.join(', ')}`;
    case 'attention':
      return `attention ${question.text}`;
    case 'guardian':
      return `guardian ${question.holder}`;
  }
}
