import type { AskKind, RefuseReason, RuleCondition, UndecidableWhy } from '../admission/types.ts';
import type { RefusalCode, RefusalFacts } from '../kernel/refusal.ts';

/** Times, counts and lists as a language writes them. Handed to the sentences, so that those stay plain text. */
export type Tell = {
  /** `19:58`, with the date in front when it is not today. */
  readonly time: (instant: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly minutes: (ms: number) => string;
  readonly money: (minor: number, currency: string) => string;
};

/** The big word of the door screen. */
export type VerdictWord =
  | 'admit'
  | 'out'
  | 'check'
  | 'used'
  | 'wrong-event'
  | 'wrong-gate'
  | 'too-early'
  | 'too-late'
  | 'full'
  | 'invalid'
  | 'stop'
  | 'ask-office'
  | 'reader-works';

type Facts<Kind extends RuleCondition['condition']['kind']> = Extract<RuleCondition['condition'], { kind: Kind }>;

/** What each language has to say; a sentence that is missing does not compile. */
export type Catalogue = {
  readonly words: Record<VerdictWord, string>;
  readonly admitted: {
    readonly plain: string;
    readonly signature: string;
    readonly override: string;
    readonly selfTest: string;
    readonly out: string;
    readonly confirmed: (kinds: readonly AskKind[]) => string;
  };
  readonly askKinds: Record<AskKind, string>;
  readonly refuse: Record<Exclude<RefuseReason, ReasonWithFacts>, string> & {
    readonly forged: (why: 'signature' | 'key-withdrawn' | 'key-unknown') => string;
    readonly 'wrong-event': (title: string | null) => string;
    readonly replaced: (since: string | null) => string;
    readonly cancelled: (since: string | null) => string;
    readonly refunded: (since: string | null) => string;
    readonly blocked: (text: string) => string;
    readonly 'too-early': (opens: string) => string;
    readonly 'too-late': (closed: string) => string;
    readonly 'wrong-gate': (gates: string | null) => string;
    readonly rule: (explains: string) => string;
    readonly 'already-used': (use: UseWords) => string;
  };
  readonly ask: {
    readonly age: (min: number | null, max: number | null, what: string | null) => string;
    readonly identity: (holder: string | null, what: string | null) => string;
    readonly entitlement: (what: string | null) => string;
    readonly answer: (labels: string | null) => string;
    readonly attention: (text: string) => string;
    readonly guardian: (holder: string | null) => string;
  };
  readonly undecidable: Record<UndecidableWhy, string>;
  readonly rule: {
    readonly 'tier-is': (negated: boolean, tiers: string | null) => string;
    readonly time: (from: boolean, time: string) => string;
    readonly 'entries-below': (negated: boolean, facts: Facts<'entries-below' | 'entries-today-below'>) => string;
    readonly 'entries-today-below': (negated: boolean, facts: Facts<'entries-below' | 'entries-today-below'>) => string;
    readonly 'minutes-since-entry-above': (negated: boolean, minutes: number) => string;
    readonly 'inside-checkpoint': (negated: boolean, checkpoint: string) => string;
    readonly 'answer-is': (negated: boolean, value: string, label: string | null) => string;
    readonly never: string;
    readonly 'not-evaluable': string;
  };
  readonly refusals: Record<RefusalCode, RefusalWords>;
};

export type RefusalWords = string | ((facts: RefusalFacts, tell: Tell) => string);

/** When and where a ticket was used, already in words; parts that are not known are null. */
export type UseWords = {
  readonly uses: number;
  readonly time: string;
  readonly gate: string | null;
  readonly station: string | null;
};

type ReasonWithFacts =
  | 'forged'
  | 'wrong-event'
  | 'replaced'
  | 'cancelled'
  | 'refunded'
  | 'blocked'
  | 'too-early'
  | 'too-late'
  | 'wrong-gate'
  | 'rule'
  | 'already-used';
