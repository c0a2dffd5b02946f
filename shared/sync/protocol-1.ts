import type { MirrorScan } from '../admission/mirror.ts';
import type { DoorEvent } from '../catalog/door-event.ts';
import type { FeedItem, FeedResponse, SnapshotLine } from './protocol.ts';

/**
 * SY-5: what the cloud says to a station that speaks protocol 1. Version 1 knew neither the organization's accent nor the names of
 * operators; everything else is as it is now.
 */
export function toProtocol1(message: FeedResponse | SnapshotLine): unknown {
  if ('line' in message) return snapshotLineToProtocol1(message);
  return message.kind === 'page' ? { ...message, items: message.items.map(feedItemToProtocol1) } : message;
}

function snapshotLineToProtocol1(line: SnapshotLine): unknown {
  if (line.line === 'head') return { ...line, event: withoutAccent(line.event) };
  if (line.line === 'scans') return { ...line, rows: line.rows.map(row => without(row, 'operatorName')) };
  return line;
}

function feedItemToProtocol1(item: FeedItem): unknown {
  if (item.kind === 'event') return { ...item, event: withoutAccent(item.event) };
  if (item.kind === 'scan') return { ...item, scan: withoutOperator(item.scan) };
  return item;
}

function withoutAccent(event: DoorEvent): unknown {
  return without(event, 'accent');
}

function withoutOperator(scan: MirrorScan): unknown {
  return without(scan, 'operatorName');
}

function without(row: unknown, field: string): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== field));
}

/** An operation's body as a protocol 1 station wrote it, in today's form. The hash is taken over the body as it came. */
export function opBodyFromProtocol1(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('kind' in body)) return body;
  return body.kind === 'scan' || body.kind === 'undo' ? { operatorName: null, ...body } : body;
}

/** What a protocol 1 station makes of an answer, in today's form: what it never heard of is not there. */
export function fromProtocol1(message: unknown): unknown {
  if (Array.isArray(message)) return message.map(fromProtocol1);
  if (typeof message !== 'object' || message === null) return message;
  const members = Object.fromEntries(Object.entries(message).map(([key, value]) => [key, fromProtocol1(value)]));
  if ('scanId' in members && 'gateName' in members) return { operatorName: null, ...members };
  return 'doorsAt' in members && 'orgName' in members ? { accent: null, ...members } : members;
}
