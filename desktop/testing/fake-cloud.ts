import type { MirrorScan, MirrorTicket } from '#shared/admission/mirror.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import { must } from '#shared/kernel/assert.ts';
import { instantMs } from '#shared/kernel/instant.ts';
import { hashOp, journalStartHash } from '#shared/sync/canonical-op.ts';
import { checkSequence } from '#shared/sync/check-sequence.ts';
import { mirrorScanOfOp } from '#shared/sync/mirror-scan-of-op.ts';
import { type OpAnswer, type Operation, opBodySchema, operationSchema } from '#shared/sync/operations.ts';
import type { FeedItem, StationScope } from '#shared/sync/protocol.ts';
import { anId } from '#shared/testing/an-id.ts';
import { sha256Hex } from '../station/node-platform.ts';
import type { StationClock } from '../station/ports.ts';
import type { CloudAnswer, CloudClient } from '../sync/cloud-client.ts';

export type CloudFault = 'unreachable' | 'garbled' | 'answer-lost' | 'protocol-too-old';

type Journal = { ops: Operation[]; answers: OpAnswer[] };

/** A small cloud in memory that keeps the contract of `CloudClient`, with faults on demand. */
export class FakeCloud {
  epoch = 'one';
  /** What happens to the next requests, one each. */
  readonly faults: (CloudFault | null)[] = [];
  /** Ends a snapshot after so many lines. */
  snapshotLinesMax = Number.POSITIVE_INFINITY;
  snapshotRows = 1_000;
  revoked = false;
  /** How far the cloud's clock is ahead of the station's. */
  aheadMs = 0;
  /** Operations to put aside. */
  readonly parkOpIds = new Set<string>();
  readonly scans = new Map<string, MirrorScan>();
  readonly tickets = new Map<string, MirrorTicket>();
  readonly journals = new Map<string, Journal>();
  event: DoorEvent;
  scope: StationScope;
  snapshotStarts = 0;
  pairingState: 'waiting' | 'approved' | 'expired' = 'waiting';
  readonly #feed: FeedItem[] = [];
  readonly #clock: StationClock;

  constructor(event: DoorEvent, tickets: readonly MirrorTicket[], scope: StationScope, clock: StationClock) {
    this.event = event;
    this.scope = scope;
    this.#clock = clock;
    for (const ticket of tickets) this.tickets.set(ticket.ticketId, ticket);
  }

  putTicket(ticket: MirrorTicket): void {
    this.tickets.set(ticket.ticketId, ticket);
    this.#feed.push({ kind: 'ticket', eventId: this.event.eventId, ticket });
  }

  putEvent(event: DoorEvent): void {
    this.event = event;
    this.#feed.push({ kind: 'event', event });
  }

  putScan(scan: MirrorScan): void {
    if (this.scans.has(scan.scanId)) return;
    this.scans.set(scan.scanId, scan);
    this.#feed.push({ kind: 'scan', eventId: this.event.eventId, scan });
  }

  readonly client: CloudClient = {
    startPairing: async () =>
      this.#answer(() => ({
        pairingId: anId('PairingId', 1),
        code: '7KQ2-M4XP',
        pollSecret: 'secret',
        expiresAt: this.#clock.now(),
        pollEveryMs: 1_000,
      })),
    pollPairing: async () =>
      this.#answer(() =>
        this.pairingState === 'approved'
          ? { state: 'approved', deviceToken: 'token-of-the-device', scope: this.scope }
          : { state: this.pairingState },
      ),
    hello: async () =>
      this.#asStation(() => ({
        scope: this.scope,
        protocol: { current: 2, floor: 1 },
        time: this.#clock.now(),
        epoch: this.epoch,
      })),
    feed: async (_access, { cursor }) =>
      this.#asStation(() => {
        if (cursor.epoch !== this.epoch) return { kind: 'rebootstrap', epoch: this.epoch };
        const items = this.#feed.slice(cursor.xid);
        return { kind: 'page', items, cursor: { ...cursor, xid: this.#feed.length }, more: false };
      }),
    snapshot: (_access, from, take) => this.#snapshot(from, take),
    ops: async (_access, request) => {
      const fault = this.faults[0];
      if (fault !== undefined && fault !== null && fault !== 'answer-lost') return this.#answer(() => never());
      const journal = this.journals.get(request.journalId) ?? { ops: [], answers: [] };
      this.journals.set(request.journalId, journal);
      const applied = this.#apply(journal, request.ops);
      if (applied.kind === 'refused') return applied;
      return this.#answer(() => ({ answers: applied.answers, lastSeq: journal.ops.length }));
    },
    live: async () => ({ kind: 'unreachable' }),
  };

  #asStation<T>(value: () => T): CloudAnswer<T> {
    if (this.revoked && this.faults.length === 0) return { kind: 'refused', code: 'station-revoked', facts: {} };
    return this.#answer(value);
  }

  #answer<T>(value: () => T): CloudAnswer<T> {
    const fault = this.faults.shift() ?? null;
    if (fault === 'unreachable' || fault === 'answer-lost') return { kind: 'unreachable' };
    if (fault === 'garbled') return { kind: 'garbled', what: '<html>' };
    if (fault === 'protocol-too-old') return { kind: 'refused', code: 'protocol-too-old', facts: {} };
    const ms = instantMs(this.#clock.now());
    return { kind: 'ok', value: value(), clock: { sentMs: ms, receivedMs: ms, cloudMs: ms + this.aheadMs } };
  }

  async #snapshot(
    from: Parameters<CloudClient['snapshot']>[1],
    take: Parameters<CloudClient['snapshot']>[2],
  ): Promise<CloudAnswer<null>> {
    this.snapshotStarts += 1;
    const asked = this.#asStation(() => null);
    if (asked.kind !== 'ok') return asked;
    let lines = 0;
    const cursor = { epoch: this.epoch, xid: this.#feed.length, kind: 0, id: '' };
    const say = async (line: Parameters<typeof take>[0]) => {
      lines += 1;
      // As over the wire: what arrives is a copy.
      return lines <= this.snapshotLinesMax && (await take(structuredClone(line)));
    };
    const { event } = this;
    const counts = { ticketCount: this.tickets.size, scanCount: this.scans.size };
    if (!(await say({ line: 'head', cursor, event, ...counts }))) return asked;
    const pages = [
      ...(from.phase === 'tickets' ? this.#pages('tickets', this.tickets, from.after) : []),
      ...this.#pages('scans', this.scans, from.phase === 'scans' ? from.after : ''),
    ];
    for (const page of pages) if (!(await say(page))) return asked;
    await say({ line: 'end' });
    return lines > this.snapshotLinesMax ? { kind: 'unreachable' } : asked;
  }

  #pages(line: 'tickets' | 'scans', rows: ReadonlyMap<string, unknown>, after: string) {
    const ids = [...rows.keys()].filter(id => id > after).sort();
    const starts = Array.from({ length: Math.ceil(ids.length / this.snapshotRows) }, (_, n) => n * this.snapshotRows);
    return starts.map(start => {
      const page = ids.slice(start, start + this.snapshotRows);
      return { line, rows: page.map(id => rows.get(id)), after: must(page.at(-1), 'a row') } as const;
    });
  }

  #apply(
    journal: Journal,
    raws: readonly unknown[],
  ): { kind: 'applied'; answers: OpAnswer[] } | Extract<CloudAnswer<never>, { kind: 'refused' }> {
    const answers: OpAnswer[] = [];
    for (const raw of raws) {
      const op = operationSchema.parse(structuredClone(raw));
      const { hash, ...unhashed } = op;
      if (hashOp(unhashed, sha256Hex) !== hash) throw new Error('the hash does not fit');
      const last = journal.ops.at(-1) ?? { seq: 0, hash: journalStartHash };
      const stored = journal.ops[op.seq - 1] ?? null;
      const verdict = checkSequence(op, last, stored);
      if (verdict.kind === 'repeat') answers.push(must(journal.answers[op.seq - 1], 'an answer'));
      else if (verdict.kind === 'next') answers.push(this.#applyOne(journal, op));
      else if (verdict.kind === 'gap') return { kind: 'refused', code: 'journal-gap', facts: { lastSeq: last.seq } };
      else return { kind: 'refused', code: 'journal-forked', facts: { seq: op.seq, lastSeq: last.seq } };
    }
    return { kind: 'applied', answers };
  }

  #applyOne(journal: Journal, op: Operation): OpAnswer {
    const parked = this.parkOpIds.has(op.opId);
    const why = parked ? { code: 'bad-input', sentence: 'This cannot be read.' } : null;
    const answer: OpAnswer = { seq: op.seq, opId: op.opId, outcome: parked ? 'parked' : 'applied', why };
    journal.ops.push(op);
    journal.answers.push(answer);
    const made = mirrorScanOfOp({ ...op, body: opBodySchema.parse(op.body) }, this.scope, this.event);
    if (made !== null && !parked) this.putScan(made);
    return answer;
  }
}

function never(): never {
  throw new Error('a fault was due');
}
