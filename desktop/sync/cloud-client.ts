import type { z } from 'zod';
import type { EventId } from '#shared/kernel/ids.ts';
import type { ClockSample } from '#shared/sync/clock-offset.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import type { OpsRequest, OpsResponse } from '#shared/sync/operations.ts';
import type {
  FeedResponse,
  HelloResponse,
  LiveEvent,
  PollPairingResponse,
  pollPairingRequestSchema,
  SnapshotLine,
  startPairingRequestSchema,
  startPairingResponseSchema,
} from '#shared/sync/protocol.ts';

/** What comes of asking the cloud. Nothing of it is an exception: a broken network is everyday life. */
export type CloudAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly clock: ClockSample | null }
  /** The cloud itself says no, with a code of its own. */
  | { readonly kind: 'refused'; readonly code: string; readonly facts: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unreachable' }
  /** Something answered that is not our cloud: a log-in page, a proxy, half an answer. */
  | { readonly kind: 'garbled'; readonly what: string };

export type CloudAccess = { readonly cloudUrl: string; readonly token: string; readonly unsent: number };

export type SnapshotFrom = {
  readonly eventId: EventId;
  readonly phase: 'tickets' | 'scans';
  readonly after: string;
};

/** The cloud as the sync engine sees it: `fetchCloud` over HTTP, a small one in memory in tests, the real services in the simulation. */
export type CloudClient = {
  readonly startPairing: (
    cloudUrl: string,
    request: z.infer<typeof startPairingRequestSchema>,
  ) => Promise<CloudAnswer<z.infer<typeof startPairingResponseSchema>>>;
  readonly pollPairing: (
    cloudUrl: string,
    request: z.infer<typeof pollPairingRequestSchema>,
  ) => Promise<CloudAnswer<PollPairingResponse>>;
  readonly hello: (access: CloudAccess) => Promise<CloudAnswer<HelloResponse>>;
  /** Hands over each line as it comes and waits until it was taken; false from `take` ends it. `ok` when the stream ended by itself. */
  readonly snapshot: (
    access: CloudAccess,
    from: SnapshotFrom,
    take: (line: SnapshotLine) => Promise<boolean>,
  ) => Promise<CloudAnswer<null>>;
  readonly feed: (
    access: CloudAccess,
    query: { readonly eventId: EventId; readonly cursor: FeedCursor },
  ) => Promise<CloudAnswer<FeedResponse>>;
  readonly ops: (access: CloudAccess, request: OpsRequest) => Promise<CloudAnswer<OpsResponse>>;
  /** Listens until the stream ends or `signal` says stop. */
  readonly live: (
    access: CloudAccess,
    hear: (event: LiveEvent) => void,
    signal: AbortSignal,
  ) => Promise<CloudAnswer<null>>;
};
