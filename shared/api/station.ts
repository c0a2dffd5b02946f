import { z } from 'zod';
import type { Conflict, Verdict } from '../admission/types.ts';
import { askKinds } from '../admission/types.ts';
import type { CheckpointId, EventId, GateId, OperatorId, OpId, TicketId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { idSchema } from '../kernel/schemas.ts';
import { type ScanVia, scanViaSchema } from '../sync/operations.ts';

/**
 * What the station's screens and the station say to each other: `POST /station/<verb>` with the schema's input, the type's
 * answer; `GET /station/live` streams a `StationState` line whenever it changed. Errors are `{ error: { code, sentence, facts } }`.
 */
export const stationRequests = {
  /** A code was read or typed. The same text within three seconds gives the same answer (CK-23). */
  scan: z.object({ text: z.string(), via: scanViaSchema, confirmed: z.array(z.enum(askKinds)).default([]) }),
  /** A ticket was picked from search, an order or a former scan. */
  scanTicket: z.object({
    ticketId: idSchema('TicketId'),
    via: z.enum(['search', 'group']).default('search'),
    confirmed: z.array(z.enum(askKinds)).default([]),
  }),
  /** CK-26. */
  scanOrder: z.object({ orderId: idSchema('OrderId'), ticketIds: z.array(idSchema('TicketId')).min(1).max(100) }),
  /** CK-24. A supervisor lets somebody in against the verdict of a former scan. */
  override: z.object({
    scanId: idSchema('OpId'),
    operatorId: idSchema('OperatorId'),
    pin: z.string().max(32),
    reason: z.string().min(1).max(500),
  }),
  /** CK-25. */
  undo: z.object({
    scanId: idSchema('OpId'),
    reason: z.string().min(1).max(500),
    supervisor: z
      .object({ operatorId: idSchema('OperatorId'), pin: z.string().max(32) })
      .nullable()
      .default(null),
  }),
  search: z.object({ query: z.string().max(200) }),
  order: z.object({ orderId: idSchema('OrderId') }),
  setPlace: z.object({ eventId: idSchema('EventId'), gateId: idSchema('GateId') }),
  setMode: z.object({ direction: z.enum(['in', 'out']), verify: z.boolean() }),
  signIn: z.object({ operatorId: idSchema('OperatorId'), pin: z.string().max(32) }),
  signOut: z.object({}),
  pair: z.object({ cloudUrl: z.url().max(500), stationName: z.string().min(1).max(80) }),
  cancelPairing: z.object({}),
  setOffline: z.object({ offline: z.boolean() }),
  retryParked: z.object({ opId: idSchema('OpId') }),
  seenConflict: z.object({ scanId: idSchema('OpId') }),
} as const;
export type StationVerb = keyof typeof stationRequests;

export type TicketView = {
  readonly ticketId: TicketId;
  readonly holder: string | null;
  readonly tierName: string;
  readonly seat: string | null;
  readonly orderId: string | null;
  readonly orderRef: string | null;
  /** "2 of 4 in this order": admitted here so far, this one included. */
  readonly orderAdmitted: number;
  readonly orderSize: number;
  readonly attention: string | null;
  readonly inside: boolean;
  readonly state: string;
};

export type ScanAnswer = {
  readonly scanId: OpId;
  readonly at: Instant;
  readonly via: ScanVia;
  readonly verify: boolean;
  readonly direction: 'in' | 'out';
  readonly verdict: Verdict;
  readonly ticket: TicketView | null;
  /** Clock doubts, an incomplete roster: what the operator should see beside the verdict, in words the screens have. */
  readonly warnings: readonly Pick<Problem, 'code' | 'facts'>[];
  /** The very same scan within three seconds: shown again, not recorded again (CK-23). */
  readonly repeated: boolean;
  readonly decidedInMs: number;
};

export type LastScan = {
  readonly scanId: OpId;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly ticket: TicketView | null;
  readonly undone: boolean;
  readonly verify: boolean;
};

export type SearchHit = TicketView & { readonly canAdmit: boolean; readonly why: string | null };
export type SearchAnswer = { readonly hits: readonly SearchHit[]; readonly more: boolean; readonly indexing: boolean };
export type OrderAnswer = { readonly orderRef: string; readonly tickets: readonly SearchHit[] };

export type PlaceOption = {
  readonly eventId: EventId;
  readonly title: string;
  readonly orgName: string;
  readonly accent: string | null;
  readonly venue: string;
  readonly zone: string;
  readonly doorsAt: Instant;
  readonly startsAt: Instant;
  readonly gates: readonly {
    readonly gateId: GateId;
    readonly name: string;
    readonly checkpointId: CheckpointId;
    readonly checkpointName: string;
  }[];
};

/** What somebody should look at. The screens say it by its code and facts, in the operator's language. */
export type Problem = {
  readonly code: string;
  readonly lost: boolean;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
};

export type ParkedOp = {
  readonly opId: OpId;
  readonly seq: number;
  readonly at: Instant;
  readonly what: string;
  readonly why: { readonly code: string; readonly sentence: string };
};

export type StationState = {
  /** Grows with every change. */
  readonly revision: number;
  readonly now: Instant;
  readonly version: string;
  readonly station: { readonly name: string; readonly id: string | null };
  readonly pairing:
    | { readonly kind: 'unpaired' }
    | { readonly kind: 'waiting'; readonly code: string; readonly expiresAt: Instant; readonly cloudUrl: string }
    | { readonly kind: 'paired'; readonly orgName: string; readonly cloudUrl: string }
    | { readonly kind: 'revoked'; readonly orgName: string; readonly unsent: number; readonly cloudUrl: string };
  readonly places: readonly PlaceOption[];
  readonly place: { readonly eventId: EventId; readonly gateId: GateId; readonly checkpointId: CheckpointId } | null;
  readonly mode: { readonly direction: 'in' | 'out'; readonly verify: boolean };
  readonly sync: {
    readonly link: 'online' | 'offline' | 'paused';
    readonly unsent: number;
    readonly parked: readonly ParkedOp[];
    readonly roster: 'none' | 'loading' | 'complete';
    readonly rosterRows: number;
    readonly rosterTotal: number | null;
    readonly rosterAsOf: Instant | null;
    readonly searchReady: boolean;
    readonly clockOffsetMs: number | null;
    readonly protocol: 'ok' | 'too-old';
  };
  readonly counters: { readonly inside: number; readonly expected: number; readonly capacity: number | null } | null;
  readonly operators: readonly {
    readonly operatorId: OperatorId;
    readonly name: string;
    readonly role: 'door' | 'supervisor';
  }[];
  readonly operator: {
    readonly operatorId: OperatorId;
    readonly name: string;
    readonly role: 'door' | 'supervisor';
  } | null;
  readonly last: readonly LastScan[];
  readonly conflicts: readonly (Conflict & { readonly ticket: TicketView | null; readonly seen: boolean })[];
  readonly problems: readonly Problem[];
};

export type StationAnswers = {
  scan: ScanAnswer;
  scanTicket: ScanAnswer;
  scanOrder: { readonly answers: readonly ScanAnswer[] };
  override: ScanAnswer;
  undo: { readonly undone: OpId };
  search: SearchAnswer;
  order: OrderAnswer;
  setPlace: StationState;
  setMode: StationState;
  signIn: StationState;
  signOut: StationState;
  pair: StationState;
  cancelPairing: StationState;
  setOffline: StationState;
  retryParked: StationState;
  seenConflict: StationState;
};
