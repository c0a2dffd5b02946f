import type { MirrorScan, MirrorTicket } from '#shared/admission/mirror.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type { EventId, JournalId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { FeedCursor } from '#shared/sync/cursor.ts';
import type { FeedItem } from '#shared/sync/protocol.ts';
import type { JournalHead, StationStore } from './ports.ts';

/** How the cloud's word gets into the file: each call is one transaction, and each may be made again after a crash. */
export type Mirror = {
  readonly begin: (head: {
    readonly event: DoorEvent;
    readonly cursor: FeedCursor;
    readonly ticketTotal: number;
    readonly scanTotal: number;
  }) => void;
  readonly addTickets: (eventId: EventId, rows: readonly MirrorTicket[], after: string) => void;
  readonly addScans: (eventId: EventId, rows: readonly MirrorScan[], after: string) => void;
  readonly finish: (eventId: EventId, at: Instant) => void;
  /** `cursor` is given with the last slice of a page alone. */
  readonly applyFeed: (
    eventId: EventId,
    items: readonly FeedItem[],
    upTo: { readonly cursor: FeedCursor; readonly at: Instant } | null,
  ) => void;
  /** The roster is good as of now, though nothing changed. */
  readonly confirm: (eventId: EventId, at: Instant) => void;
  /** Another epoch: all has to come anew. The old roster stays in use meanwhile. */
  readonly startOver: (eventId: EventId) => void;
  /** Which events this station may see; the others' rosters are wiped. */
  readonly setScope: (eventIds: readonly EventId[]) => void;
  /** SY-4: no ticket, name or key stays; this station's own journal does. */
  readonly wipe: () => void;
};

/** What the sync engine needs of the file beyond what the door does. */
export type SyncStore = {
  readonly store: StationStore;
  readonly mirror: Mirror;
  /** A journal that another one took the name of: what has no answer goes on under a new one, with the same ids. */
  readonly forkJournal: (journalNo: number, journalId: JournalId, at: Instant) => JournalHead;
  /** A slice of work that may wait; true while there is more. What holds a scan up for long is left for when the door is quiet. */
  readonly upkeep: (door: 'quiet' | 'busy') => boolean;
};
