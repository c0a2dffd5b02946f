import type { MirrorScan, MirrorTicket } from '#shared/admission/mirror.ts';
import type { Conflict } from '#shared/admission/types.ts';
import type { ParkedOp, Problem, ScanAnswer } from '#shared/api/station.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type {
  CheckpointId,
  EventId,
  GateId,
  JournalId,
  OperatorId,
  OpId,
  OrderId,
  RandomBytes,
  TicketId,
  TierId,
  ZoneId,
} from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import type { OpBody, Operation } from '#shared/sync/operations.ts';
import type { StationScope } from '#shared/sync/protocol.ts';
import type { VerifyEd25519 } from '#shared/tickets/ticket-code.ts';

/** The world as the station's application sees it. Shells and tests put real things behind these. */
export type StationDeps = {
  readonly store: StationStore;
  readonly sync: SyncPort;
  readonly clock: StationClock;
  readonly randomBytes: RandomBytes;
  readonly verifyEd25519: VerifyEd25519;
  /** Slow on purpose; off the main thread. */
  readonly verifyPin: (pin: string, pinHash: string) => Promise<boolean>;
  readonly screens: ScreenFiles;
  readonly version: string;
  /** A fault nobody expected, with what was going on. */
  readonly report: (fault: unknown, doing: string) => void;
};

export type StationClock = {
  readonly now: () => Instant;
  /** Never steps back or jumps, whatever is done to the clock. */
  readonly monotonicMs: () => number;
  /** Returns a way to cancel. */
  readonly later: (delayMs: number, work: () => void) => () => void;
};

/** The built screens: what lies at a path, or null. */
export type ScreenFiles = (path: string) => { readonly type: string; readonly body: Uint8Array<ArrayBuffer> } | null;

/** Device tokens by name: the operating system's store where a shell offers it, else a file only this user reads. */
export type SecretStore = {
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, secret: string) => Promise<void>;
  readonly forget: (name: string) => Promise<void>;
};

export type SyncStatus = {
  readonly link: 'online' | 'offline' | 'paused';
  readonly protocol: 'ok' | 'too-old';
  readonly problems: readonly Problem[];
};

/** The engine that talks to the cloud. The door never waits for it. */
export type SyncPort = {
  readonly status: () => SyncStatus;
  /** Something was journalled, or a person asked: do not wait for the next turn. */
  readonly wake: () => void;
  readonly startPairing: (input: { readonly cloudUrl: string; readonly stationName: string }) => Promise<void>;
  readonly cancelPairing: () => void;
  readonly setPaused: (paused: boolean) => void;
  /** Calls back whenever the status or the mirror changed. */
  readonly onChange: (listener: () => void) => void;
};

export type StationIdentity = {
  readonly scope: StationScope;
  readonly cloudUrl: string;
  readonly tokenName: string;
  readonly revoked: boolean;
};
export type OpenPairing = {
  readonly pairingId: string;
  readonly pollSecret: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly pollEveryMs: number;
  readonly cloudUrl: string;
};

/** The few things a station remembers besides roster and journal; null until set. */
export type StationSettings = {
  readonly stationName: string | null;
  readonly identity: StationIdentity | null;
  readonly pairing: OpenPairing | null;
  /** A token that was handed to this station ready-made; the cloud has to say whose it is. */
  readonly adoption: { readonly cloudUrl: string; readonly tokenName: string } | null;
  readonly place: { readonly eventId: EventId; readonly gateId: GateId } | null;
  readonly mode: { readonly direction: 'in' | 'out'; readonly verify: boolean } | null;
  readonly operatorId: OperatorId | null;
  /** Wrong PINs in a row, per operator. Kept on disk, so that neither a restart nor the clock forgives them. */
  readonly pinFailures: Readonly<Record<string, number>> | null;
  readonly clockOffsetMs: number | null;
  readonly paused: boolean | null;
  /** What was found and saved when the file was damaged. */
  readonly recovery: {
    readonly at: Instant;
    readonly file: string;
    readonly rescued: number;
    readonly complete: boolean;
  } | null;
};

export type Roster = {
  readonly state: 'none' | 'loading' | 'complete';
  readonly phase: 'tickets' | 'scans' | null;
  /** The last id of the download that was applied. */
  readonly afterId: string | null;
  readonly headCursor: FeedCursor | null;
  readonly cursor: FeedCursor | null;
  readonly asOf: Instant | null;
  readonly ticketTotal: number | null;
  readonly searchReady: boolean;
  /** Presence is being folded anew after the rules of a checkpoint changed. */
  readonly refolding: boolean;
};
export type StoredEvent = { readonly event: DoorEvent; readonly inScope: boolean; readonly roster: Roster };

/** One pairing's journal as sending it needs it. */
export type JournalHead = {
  readonly journalNo: number;
  readonly journalId: JournalId;
  readonly tokenName: string;
  readonly scope: StationScope;
  readonly cloudUrl: string;
  readonly lastSeq: number;
  readonly answeredSeq: number;
  readonly closed: boolean;
};
export type OpDraft = {
  readonly opId: OpId;
  readonly at: Instant;
  readonly clockOffsetMs: number | null;
  readonly body: OpBody;
};
export type RecordedAnswer = {
  readonly seq: number;
  readonly opId: OpId;
  readonly outcome: 'applied' | 'parked';
  readonly why: { readonly code: string; readonly sentence: string } | null;
};

export type FoundTickets = {
  readonly tickets: readonly MirrorTicket[];
  readonly more: boolean;
  readonly indexing: boolean;
};

/** The station's file. Every call is one step on one connection; `transaction` makes several one. */
export type StationStore = {
  readonly transaction: <T>(work: () => T) => T;
  readonly settings: {
    readonly read: <Key extends keyof StationSettings>(key: Key) => StationSettings[Key];
    readonly write: <Key extends keyof StationSettings>(key: Key, value: StationSettings[Key]) => void;
  };
  readonly events: {
    readonly all: () => readonly StoredEvent[];
    readonly byId: (eventId: EventId) => StoredEvent | null;
  };
  readonly tickets: {
    readonly byId: (eventId: EventId, ticketId: TicketId) => MirrorTicket | null;
    /** TC-5: in every event at hand. */
    readonly byImportedCode: (text: string) => readonly { readonly eventId: EventId; readonly ticket: MirrorTicket }[];
    /** While the index is being built: `look` goes through part of the roster, `none` answers at once. */
    readonly ofOrder: (eventId: EventId, orderId: OrderId, otherwise: 'look' | 'none') => readonly MirrorTicket[];
    readonly search: (eventId: EventId, query: string, limit: number) => FoundTickets;
    readonly validByTier: (eventId: EventId) => ReadonlyMap<TierId, number>;
    readonly rowCount: (eventId: EventId) => number;
  };
  readonly scans: {
    /** CK-22: the union of feed and own journal. */
    readonly ofTicket: (eventId: EventId, ticketId: TicketId) => readonly MirrorScan[];
    readonly byId: (scanId: OpId) => { readonly eventId: EventId; readonly scan: MirrorScan } | null;
    readonly insideCheckpoint: (eventId: EventId, checkpointId: CheckpointId) => number;
    readonly insideZone: (eventId: EventId, zoneId: ZoneId) => number;
    /** Records what this station did, and folds what follows from it. */
    readonly record: (eventId: EventId, scan: MirrorScan) => void;
  };
  readonly conflicts: {
    readonly ofEvent: (
      eventId: EventId,
      limit: number,
    ) => readonly { readonly conflict: Conflict; readonly seen: boolean }[];
    readonly markSeen: (scanId: OpId) => void;
  };
  readonly journal: {
    /** The journal that takes new operations; null before the first pairing. */
    readonly current: () => JournalHead | null;
    readonly all: () => readonly JournalHead[];
    readonly start: (journal: {
      readonly journalId: JournalId;
      readonly tokenName: string;
      readonly scope: StationScope;
      readonly cloudUrl: string;
      readonly at: Instant;
    }) => JournalHead;
    readonly append: (draft: OpDraft) => Operation;
    readonly close: (journalNo: number, at: Instant) => void;
    readonly after: (journalNo: number, seq: number, limit: number) => readonly Operation[];
    readonly unsent: () => number;
    readonly recordAnswers: (journalNo: number, answers: readonly RecordedAnswer[], at: Instant) => void;
    /** The cloud has forgotten the answers after `seq`: those operations are sent again. */
    readonly rewind: (journalNo: number, seq: number) => void;
    readonly parked: (limit: number) => readonly ParkedOp[];
    /** Says once more what was parked, under a new number and the same id. */
    readonly retryParked: (opId: OpId) => boolean;
  };
  readonly shown: {
    readonly put: (answer: ScanAnswer) => void;
    readonly last: () => readonly ScanAnswer[];
    readonly byId: (scanId: OpId) => ScanAnswer | null;
  };
};
