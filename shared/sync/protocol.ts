import { z } from 'zod';
import { mirrorScanSchema, mirrorTicketSchema } from '../admission/mirror.ts';
import { doorEventSchema } from '../catalog/door-event.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { feedCursorSchema } from './cursor.ts';

/** SY-5: the cloud serves this version and the one before. Each change adds a line to `protocolHistory`. */
export const PROTOCOL_VERSION = 2;
export const PROTOCOL_VERSION_FLOOR = 1;

/**
 * Paths below `/api/station`. Every request carries `authorization: Bearer <device token>` (but the two of pairing) and
 * `foyer-protocol: N`; every answer carries `foyer-time: <instant>` from which the station measures its clock (SY-6).
 */
export const stationPaths = {
  startPairing: '/api/station/pairings',
  pollPairing: '/api/station/pairings/poll',
  hello: '/api/station/hello',
  snapshot: '/api/station/snapshot',
  feed: '/api/station/feed',
  ops: '/api/station/ops',
  live: '/api/station/live',
} as const;

export const startPairingRequestSchema = z.object({
  stationName: z.string().min(1).max(80),
  /** Given when an already known, revoked station pairs again and still has unsent operations. */
  previousToken: z.string().max(200).nullable(),
});
export const startPairingResponseSchema = z.object({
  pairingId: idSchema('PairingId'),
  /** Shown on the station, typed by the organizer: `7KQ2-M4XP`. One use, ten minutes. */
  code: z.string(),
  /** Known to the station alone; polls with it. */
  pollSecret: z.string(),
  expiresAt: instantSchema,
  pollEveryMs: z.int(),
});
export const pollPairingRequestSchema = z.object({ pairingId: idSchema('PairingId'), pollSecret: z.string().max(200) });
export const stationScopeSchema = z.object({
  stationId: idSchema('StationId'),
  stationName: z.string(),
  orgId: idSchema('OrgId'),
  orgName: z.string(),
  eventIds: z.array(idSchema('EventId')),
  gateId: idSchema('GateId').nullable(),
});
export type StationScope = z.infer<typeof stationScopeSchema>;
export const pollPairingResponseSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('expired') }),
  z.object({ state: z.literal('refused') }),
  z.object({ state: z.literal('approved'), deviceToken: z.string(), scope: stationScopeSchema }),
]);
export type PollPairingResponse = z.infer<typeof pollPairingResponseSchema>;

/** GET hello: who am I, what may I see, which versions does the cloud speak. */
export const helloResponseSchema = z.object({
  scope: stationScopeSchema,
  protocol: z.object({ current: z.int(), floor: z.int() }),
  time: instantSchema,
  epoch: z.string(),
});
export type HelloResponse = z.infer<typeof helloResponseSchema>;

/**
 * GET snapshot?eventId=&phase=&after=: newline-delimited JSON, compressed. First line `head`, then `tickets` or `scans` pages
 * in id order, last line `end`. A download that broke off goes on with `phase` and `after` of the last page applied and keeps
 * the cursor of its first head.
 */
export const snapshotLineSchema = z.discriminatedUnion('line', [
  z.object({
    line: z.literal('head'),
    cursor: feedCursorSchema,
    event: doorEventSchema,
    ticketCount: z.int().min(0),
    scanCount: z.int().min(0),
  }),
  z.object({ line: z.literal('tickets'), rows: z.array(z.unknown()), after: z.string() }),
  z.object({ line: z.literal('scans'), rows: z.array(z.unknown()), after: z.string() }),
  z.object({ line: z.literal('end') }),
]);
export type SnapshotLine = z.infer<typeof snapshotLineSchema>;

export const feedItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), event: doorEventSchema }),
  z.object({ kind: z.literal('ticket'), eventId: idSchema('EventId'), ticket: mirrorTicketSchema }),
  z.object({ kind: z.literal('scan'), eventId: idSchema('EventId'), scan: mirrorScanSchema }),
]);
export type FeedItem = z.infer<typeof feedItemSchema>;

/** GET feed?eventId=&cursor=: the next page after the cursor. `rebootstrap` when the epoch is another. */
export const feedResponseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    items: z.array(feedItemSchema),
    cursor: feedCursorSchema,
    /** More is waiting right now. */
    more: z.boolean(),
  }),
  z.object({ kind: z.literal('rebootstrap'), epoch: z.string() }),
]);
export type FeedResponse = z.infer<typeof feedResponseSchema>;

/** GET live: server-sent events. `changed` when an event has news, `scope` when the station's own rights changed, `revoked`, `beat` every 15 s. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), eventId: idSchema('EventId') }),
  z.object({ type: z.literal('scope') }),
  z.object({ type: z.literal('revoked') }),
  z.object({ type: z.literal('beat'), time: instantSchema }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
