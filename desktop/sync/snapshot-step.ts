import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { correctedInstant } from '#shared/sync/clock-offset.ts';
import type { SnapshotLine } from '#shared/sync/protocol.ts';
import { parseScans, parseTickets } from './parse-mirror-rows.ts';
import { recordRevocation } from './revocation.ts';
import type { StepResult, SyncContext } from './sync-context.ts';

/**
 * SY-1: downloads the roster of an event, or goes on where it broke off. Pages are applied as they come, each in a transaction that also
 * says how far it is; the cursor of the first head is where the feed goes on, so that what changes meanwhile comes again.
 */
export async function snapshotStep(context: SyncContext, eventId: EventId): Promise<StepResult> {
  const access = await context.access();
  if (access === null) return 'failed';
  const roster = context.sync.store.events.byId(eventId)?.roster ?? null;
  const from = { eventId, phase: roster?.phase ?? 'tickets', after: roster?.afterId ?? '' } as const;
  const taking = new TakenLines(context, eventId);
  const answer = await context.cloud.snapshot(access, from, line => taking.take(line));
  if (answer.kind === 'refused' && answer.code === 'station-revoked') {
    recordRevocation(context);
    return 'worked';
  }
  if (answer.kind === 'ok' && taking.fault !== null) context.heard({ kind: 'garbled', what: taking.fault });
  else context.heard(answer);
  // A stream that ended early is no failure as long as it brought something: the next step goes on from there.
  return taking.ended || taking.pages > 0 || taking.startedOver ? 'worked' : 'failed';
}

/** One stream of lines on its way into the file. */
class TakenLines {
  ended = false;
  startedOver = false;
  pages = 0;
  fault: string | null = null;
  #headSeen = false;
  readonly #context: SyncContext;
  readonly #eventId: EventId;

  constructor(context: SyncContext, eventId: EventId) {
    this.#context = context;
    this.#eventId = eventId;
  }

  /** False ends the download. */
  async take(line: SnapshotLine): Promise<boolean> {
    const { store } = this.#context.sync;
    // Revoked or out of scope while it was running: nothing more may be kept.
    const identity = store.settings.read('identity');
    if (identity === null || identity.revoked || !identity.scope.eventIds.includes(this.#eventId)) return false;
    if (line.line === 'head') return this.#takeHead(line);
    if (!this.#headSeen) return this.#stopFor('a snapshot without a head');
    if (line.line === 'end') return this.#takeEnd();
    const applied =
      line.line === 'tickets' ? this.#takeTickets(line.rows, line.after) : this.#takeScans(line.rows, line.after);
    await this.#context.breathe();
    return applied;
  }

  #takeHead(head: Extract<SnapshotLine, { line: 'head' }>): boolean {
    if (head.event.eventId !== this.#eventId) return this.#stopFor('the roster of another event');
    this.#headSeen = true;
    const { store, mirror } = this.#context.sync;
    const roster = store.events.byId(this.#eventId)?.roster ?? null;
    const resuming = roster?.headCursor ?? null;
    if (resuming !== null && resuming.epoch !== head.cursor.epoch) {
      mirror.startOver(this.#eventId);
      this.startedOver = true;
      return false;
    }
    if (resuming !== null) return true;
    const { cursor, event, ticketCount, scanCount } = head;
    mirror.begin({ event, cursor, ticketTotal: ticketCount, scanTotal: scanCount });
    this.#context.changed();
    return true;
  }

  #takeTickets(rows: readonly unknown[], after: string): boolean {
    const tickets = parseTickets(rows);
    if (tickets === null) return this.#stopFor('a ticket that cannot be read');
    if (
      !isAscending(
        tickets.map(ticket => ticket.ticketId),
        after,
      )
    )
      return this.#stopFor('tickets out of order');
    for (let from = 0; from < tickets.length || from === 0; from += limits.snapshotPageRows) {
      const slice = tickets.slice(from, from + limits.snapshotPageRows);
      const upTo = from + limits.snapshotPageRows >= tickets.length ? after : (slice.at(-1)?.ticketId ?? after);
      this.#context.sync.mirror.addTickets(this.#eventId, slice, upTo);
    }
    return this.#took();
  }

  #takeScans(rows: readonly unknown[], after: string): boolean {
    const scans = parseScans(rows);
    if (scans === null) return this.#stopFor('a scan that cannot be read');
    this.#context.sync.mirror.addScans(this.#eventId, scans, after);
    return this.#took();
  }

  #takeEnd(): boolean {
    const { clock, sync } = this.#context;
    sync.mirror.finish(this.#eventId, correctedInstant(clock.now(), sync.store.settings.read('clockOffsetMs')));
    this.ended = true;
    this.#context.changed();
    return false;
  }

  #took(): true {
    this.pages += 1;
    this.#context.changed();
    return true;
  }

  #stopFor(fault: string): false {
    this.fault = fault;
    return false;
  }
}

function isAscending(ids: readonly string[], upTo: string): boolean {
  return ids.every((id, index) => id <= upTo && (index === 0 || id > (ids[index - 1] ?? '')));
}
