import type { DoorCheckpoint, DoorEvent } from '../catalog/door-event.ts';
import type { CheckpointId, OperatorId, OpId, QuestionId, TicketId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MirrorScan, MirrorTicket } from './mirror.ts';

/** What the text under the reader turned out to be. Made by `identifyCode`, which needs look-ups; judged by `decideScan`. */
export type CodeMatch =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'self-test' }
  | { readonly kind: 'forged'; readonly why: 'signature' | 'key-withdrawn' | 'key-unknown' }
  /** `eventTitle` only when this station may know it (CK-3). */
  | { readonly kind: 'elsewhere'; readonly eventTitle: string | null }
  | {
      readonly kind: 'ambiguous';
      readonly ticketIds: readonly TicketId[];
      /** The same tickets as rows: a rule that speaks of each of them comes before CK-12. */
      readonly tickets: readonly MirrorTicket[];
    }
  /** Signed by a key we trust but not in the roster (CK-17). */
  | {
      readonly kind: 'signed';
      readonly ticketId: TicketId;
      readonly tierNumber: number;
      readonly notBefore: Instant | null;
      readonly notAfter: Instant | null;
    }
  | { readonly kind: 'ticket'; readonly ticket: MirrorTicket };

export type GuardianFact = { readonly ticketId: TicketId; readonly holder: string | null; readonly inside: boolean };

export type ScanFacts = {
  readonly event: DoorEvent;
  readonly checkpoint: DoorCheckpoint;
  readonly match: CodeMatch;
  /** Union of the feed and this station's journal (CK-22) for this ticket, every checkpoint, any order. */
  readonly history: readonly MirrorScan[];
  /** For a child ticket: its guardian. */
  readonly guardian: GuardianFact | null;
  /** Add-on tickets of the same order that are valid here (CK-11). */
  readonly addOns: readonly MirrorTicket[];
  readonly zoneInside: number | null;
  readonly rosterComplete: boolean;
};

export const askKinds = ['age', 'identity', 'entitlement', 'answer', 'attention', 'guardian'] as const;
export type AskKind = (typeof askKinds)[number];

export type Scan = {
  readonly scanId: OpId;
  readonly direction: 'in' | 'out';
  /** CK-27: `verify` answers and records no admission. */
  readonly mode: 'admit' | 'verify';
  /** Questions the operator has confirmed for this ticket. */
  readonly confirmed: readonly AskKind[];
  /** CK-24: already checked for role and PIN. */
  readonly override: { readonly operatorId: OperatorId; readonly reason: string } | null;
};

export const refuseReasons = [
  'unknown',
  'forged',
  'wrong-event',
  'replaced',
  'cancelled',
  'refunded',
  'disputed',
  'blocked',
  'unapproved',
  'unpaid',
  'too-early',
  'too-late',
  'wrong-gate',
  'ambiguous',
  'rule',
  'already-used',
  'zone-full',
] as const;
export type RefuseReason = (typeof refuseReasons)[number];

export type AskQuestion =
  | {
      readonly kind: 'age';
      readonly ageMin: number | null;
      readonly ageMax: number | null;
      readonly what: string | null;
    }
  | { readonly kind: 'identity'; readonly holder: string | null; readonly what: string | null }
  | { readonly kind: 'entitlement'; readonly what: string | null }
  | { readonly kind: 'answer'; readonly questionIds: readonly QuestionId[]; readonly labels: readonly string[] }
  | { readonly kind: 'attention'; readonly text: string }
  | { readonly kind: 'guardian'; readonly holder: string | null };

export type FirstUse = {
  readonly at: Instant;
  readonly gateName: string | null;
  readonly stationName: string | null;
  readonly operatorName: string | null;
};

/** One condition of an organizer's rule that was not met, with the names people know (CK-13). */
export type RuleCondition = {
  /** The rule forbids it instead of demanding it. */
  readonly negated: boolean;
  readonly condition:
    | { readonly kind: 'tier-is'; readonly tierNames: readonly string[] }
    | { readonly kind: 'time-after' | 'time-before'; readonly at: Instant }
    | { readonly kind: 'entries-below' | 'entries-today-below'; readonly count: number; readonly entries: number }
    | { readonly kind: 'minutes-since-entry-above'; readonly minutes: number; readonly since: Instant | null }
    | { readonly kind: 'inside-checkpoint'; readonly checkpointName: string }
    | { readonly kind: 'answer-is'; readonly label: string | null; readonly value: string }
    | { readonly kind: 'never' }
    | { readonly kind: 'not-evaluable'; readonly what: string };
};

/** The reason with the facts its sentence needs. */
export type RefuseFacts =
  | {
      readonly reason: Exclude<
        RefuseReason,
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
        | 'already-used'
      >;
    }
  | { readonly reason: 'forged'; readonly why?: 'signature' | 'key-withdrawn' | 'key-unknown' }
  | { readonly reason: 'wrong-event'; readonly eventTitle: string | null }
  | { readonly reason: 'replaced' | 'cancelled' | 'refunded'; readonly since: Instant | null }
  | { readonly reason: 'blocked'; readonly text: string }
  | { readonly reason: 'too-early' | 'too-late'; readonly limit: Instant }
  | {
      readonly reason: 'wrong-gate';
      readonly rightCheckpoints: readonly { readonly checkpointId: CheckpointId; readonly name: string }[];
    }
  | {
      readonly reason: 'rule';
      readonly explains: string;
      readonly evaluable: boolean;
      /** The same as `explains`, for wording in another language. */
      readonly nearest?: RuleCondition;
    }
  | { readonly reason: 'already-used'; readonly uses: number; readonly first: FirstUse };

export type UndecidableWhy = 'not-in-roster' | 'roster-incomplete' | 'blank-unsold' | 'tier-unknown';

/** CK: the answer of the door. `rule` names the numbered rule that spoke, null for a plain admit. */
export type Verdict =
  | {
      readonly kind: 'admit';
      readonly rule: string | null;
      readonly ticketId: TicketId | null;
      readonly direction: 'in' | 'out';
      readonly basis: 'roster' | 'signature' | 'override' | 'self-test';
      /** What the operator confirmed to get here: the amber band on the green. */
      readonly confirmed: readonly AskKind[];
    }
  | {
      readonly kind: 'refuse';
      readonly rule: string;
      readonly ticketId: TicketId | null;
      readonly facts: RefuseFacts;
      readonly overridable: boolean;
    }
  | {
      readonly kind: 'ask';
      readonly rule: string;
      readonly ticketId: TicketId;
      readonly questions: readonly AskQuestion[];
    }
  | {
      readonly kind: 'undecidable';
      readonly rule: string;
      readonly ticketId: TicketId | null;
      readonly why: UndecidableWhy;
      readonly overridable: boolean;
    };

/** What a ticket's scans at one checkpoint add up to. */
export type Presence = {
  readonly checkpointId: CheckpointId;
  readonly inside: boolean;
  /** People inside on this ticket; more than one only where it has several entries. */
  readonly insideCount: number;
  /** Entries that stand: admissions not undone. */
  readonly entries: number;
  readonly firstEntry: MirrorScan | null;
  readonly latestEntry: MirrorScan | null;
  /** The entry that began the present stay; null when nobody is inside. */
  readonly stayBegan: MirrorScan | null;
  readonly latest: MirrorScan | null;
};

/** CK-30: an admission that should not have happened, told to the organizer and to both doors. */
export type Conflict = {
  readonly kind: 'double' | 'after-void';
  readonly ticketId: TicketId;
  readonly checkpointId: CheckpointId;
  /** The scan that is in conflict: the later one. */
  readonly scan: MirrorScan;
  /** The admission that stands; null for `after-void`. */
  readonly standing: MirrorScan | null;
  /** For `after-void`: when the ticket had become void. */
  readonly voidSince: Instant | null;
};
