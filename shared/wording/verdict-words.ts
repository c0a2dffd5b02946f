import type { AskQuestion, RefuseFacts, RefuseReason, RuleCondition, Verdict } from '../admission/types.ts';
import type { Language } from '../catalog/languages.ts';
import { unreachable } from '../kernel/assert.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Catalogue, Tell, VerdictWord } from './catalogue.ts';
import { catalogues } from './catalogues.ts';
import { tellIn } from './tell-in.ts';

/** The rows of the door's outcomes: colour, sound and whether the verdict leaves by itself follow from them. */
export type VerdictOutcome =
  | 'admit'
  /** Admitted after something was confirmed. */
  | 'admit-after'
  | 'ask'
  | 'used'
  /** Wrong gate or event, too early, too late. */
  | 'elsewhere'
  | 'refused'
  | 'out'
  | 'undecidable';

export type VerdictWords = { readonly word: string; readonly sentence: string; readonly outcome: VerdictOutcome };

/** A verdict as the door says it. Times are the event's; `now` decides whether they need a date. */
export function verdictWords(
  verdict: Verdict,
  place: { readonly zone: string; readonly language: Language; readonly now: Instant },
): VerdictWords {
  const catalogue = catalogues[place.language];
  const tell = tellIn(place);
  const [word, sentence] = wordAndSentence(verdict, catalogue, tell);
  return { word: catalogue.words[word], sentence, outcome: verdictOutcome(verdict) };
}

export function verdictOutcome(verdict: Verdict): VerdictOutcome {
  switch (verdict.kind) {
    case 'admit':
      if (verdict.direction === 'out' && verdict.basis !== 'self-test') return 'out';
      return verdict.confirmed.length > 0 ? 'admit-after' : 'admit';
    case 'ask':
    case 'undecidable':
      return verdict.kind;
    case 'refuse':
      if (verdict.facts.reason === 'already-used') return 'used';
      return elsewhere.includes(verdict.facts.reason) ? 'elsewhere' : 'refused';
    default:
      return unreachable(verdict);
  }
}

const elsewhere: readonly RefuseReason[] = ['wrong-event', 'wrong-gate', 'too-early', 'too-late'];

function wordAndSentence(verdict: Verdict, words: Catalogue, tell: Tell): readonly [VerdictWord, string] {
  switch (verdict.kind) {
    case 'admit':
      if (verdict.basis === 'self-test') return ['reader-works', words.admitted.selfTest];
      if (verdict.direction === 'out') return ['out', words.admitted.out];
      if (verdict.basis === 'override') return ['admit', words.admitted.override];
      if (verdict.confirmed.length > 0) return ['admit', words.admitted.confirmed(verdict.confirmed)];
      return ['admit', verdict.basis === 'signature' ? words.admitted.signature : words.admitted.plain];
    case 'ask':
      return ['check', verdict.questions.map(question => questionWords(question, words, tell)).join(' ')];
    case 'undecidable':
      return ['ask-office', words.undecidable[verdict.why]];
    case 'refuse':
      return [refuseWord(verdict.facts.reason), refuseSentence(verdict.facts, words, tell)];
    default:
      return unreachable(verdict);
  }
}

function refuseWord(reason: RefuseReason): VerdictWord {
  switch (reason) {
    case 'already-used':
      return 'used';
    case 'wrong-event':
    case 'wrong-gate':
    case 'too-early':
    case 'too-late':
      return reason;
    case 'zone-full':
      return 'full';
    case 'unknown':
    case 'forged':
    case 'replaced':
    case 'cancelled':
    case 'refunded':
      return 'invalid';
    default:
      return 'stop';
  }
}

function refuseSentence(facts: RefuseFacts, words: Catalogue, tell: Tell): string {
  const { refuse } = words;
  const timeOrNull = (instant: Instant | null) => (instant === null ? null : tell.time(instant));
  switch (facts.reason) {
    case 'forged':
      return refuse.forged(facts.why ?? 'signature');
    case 'wrong-event':
      return refuse['wrong-event'](facts.eventTitle);
    case 'replaced':
    case 'cancelled':
    case 'refunded':
      return refuse[facts.reason](timeOrNull(facts.since));
    case 'blocked':
      return refuse.blocked(facts.text);
    case 'too-early':
    case 'too-late':
      return refuse[facts.reason](tell.time(facts.limit));
    case 'wrong-gate':
      return refuse['wrong-gate'](
        listOrNull(
          facts.rightCheckpoints.map(right => right.name),
          tell,
        ),
      );
    case 'rule':
      return refuse.rule(facts.nearest === undefined ? facts.explains : conditionWords(facts.nearest, words, tell));
    case 'already-used': {
      const { at, gateName, stationName } = facts.first;
      return refuse['already-used']({ uses: facts.uses, time: tell.time(at), gate: gateName, station: stationName });
    }
    default:
      return refuse[facts.reason];
  }
}

/** One question of CK-16, as the operator reads it. */
export function questionWords(question: AskQuestion, words: Catalogue, tell: Tell): string {
  switch (question.kind) {
    case 'age':
      return words.ask.age(question.ageMin, question.ageMax, question.what);
    case 'identity':
      return words.ask.identity(question.holder, question.what);
    case 'entitlement':
      return words.ask.entitlement(question.what);
    case 'answer':
      return words.ask.answer(listOrNull(question.labels, tell));
    case 'attention':
      return words.ask.attention(question.text);
    case 'guardian':
      return words.ask.guardian(question.holder);
    default:
      return unreachable(question);
  }
}

function conditionWords({ negated, condition }: RuleCondition, words: Catalogue, tell: Tell): string {
  const { rule } = words;
  switch (condition.kind) {
    case 'tier-is':
      return rule['tier-is'](negated, listOrNull(condition.tierNames, tell));
    case 'time-after':
    case 'time-before':
      return rule.time((condition.kind === 'time-after') !== negated, tell.time(condition.at));
    case 'entries-below':
    case 'entries-today-below':
      return rule[condition.kind](negated, condition);
    case 'minutes-since-entry-above':
      return rule['minutes-since-entry-above'](negated, condition.minutes);
    case 'inside-checkpoint':
      return rule['inside-checkpoint'](negated, condition.checkpointName);
    case 'answer-is':
      return rule['answer-is'](negated, condition.value, condition.label);
    case 'never':
    case 'not-evaluable':
      return rule[condition.kind];
    default:
      return unreachable(condition);
  }
}

function listOrNull(items: readonly string[], tell: Tell): string | null {
  return items.length === 0 ? null : tell.list(items);
}
