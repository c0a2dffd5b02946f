import type { DoorEvent } from '../catalog/door-event.ts';
import type { EventId, TicketId } from '../kernel/ids.ts';
import { limits } from '../kernel/limits.ts';
import { decodeBase64Url } from '../tickets/base64url.ts';
import { trimCodeText } from '../tickets/fold-code-text.ts';
import { isSelfTestCode } from '../tickets/self-test-code.ts';
import { parseTicketCode, type VerifyEd25519 } from '../tickets/ticket-code.ts';
import type { MirrorTicket } from './mirror.ts';
import type { CodeMatch } from './types.ts';

/** What `identifyCode` asks of the roster. A shell that reads asynchronously parses the code first and hands in what it loaded. */
export type CodeLookups = {
  /** The event at this door. */
  readonly event: DoorEvent;
  readonly verify: VerifyEd25519;
  /** Any event whose settings are at hand, this one included. */
  readonly eventByRef: (ref: string) => DoorEvent | null;
  /** CK-3: may this place be told what the other event is called? */
  readonly mayKnowEvent: (event: DoorEvent) => boolean;
  /** A ticket of the event at this door. */
  readonly ticketById: (ticketId: TicketId) => MirrorTicket | null;
  /** TC-5: by exact text, in every event at hand. */
  readonly ticketsByImportedCode: (text: string) => readonly ImportedMatch[];
};

export type ImportedMatch = {
  readonly eventId: EventId;
  /** null when this place may not know it (CK-3). */
  readonly eventTitle: string | null;
  readonly ticket: MirrorTicket;
};

/** CK-1, CK-2, CK-3, CK-12 and TC-5: which ticket a text means. Any text has an answer (TC-4). */
export function identifyCode(text: string, lookups: CodeLookups): CodeMatch {
  if (text.length === 0 || text.length > limits.codeCharsMax) return { kind: 'unknown' };
  if (isSelfTestCode(text)) return { kind: 'self-test' };
  const signed = identifySigned(text, lookups);
  if (signed?.kind === 'ticket' || signed?.kind === 'signed') return signed;
  return identifyImported(text, lookups) ?? signed ?? { kind: 'unknown' };
}

/** null when the text is not in our format at all. */
function identifySigned(text: string, lookups: CodeLookups): CodeMatch | null {
  const parsed = parseTicketCode(text);
  if (parsed.kind === 'not-ours') return null;
  const { code } = parsed;
  const event = lookups.eventByRef(code.eventRef);
  // Without its keys nobody here can tell a foreign event's code from a forged one; both stay outside.
  if (event === null) return { kind: 'elsewhere', eventTitle: null };
  const key = event.keys.find(candidate => candidate.ref === code.keyRef);
  if (key === undefined) return { kind: 'forged', why: 'key-unknown' };
  if (key.state === 'withdrawn') return { kind: 'forged', why: 'key-withdrawn' };
  const publicKey = decodeBase64Url(key.publicKey);
  if (publicKey === null || !lookups.verify(publicKey, parsed.message, parsed.signature))
    return { kind: 'forged', why: 'signature' };
  if (event.eventId !== lookups.event.eventId)
    return { kind: 'elsewhere', eventTitle: lookups.mayKnowEvent(event) ? event.title : null };
  const ticket = lookups.ticketById(code.ticketId);
  if (ticket !== null) return { kind: 'ticket', ticket };
  const { ticketId, tierNumber, notBefore, notAfter } = code;
  return { kind: 'signed', ticketId, tierNumber, notBefore, notAfter };
}

function identifyImported(text: string, lookups: CodeLookups): CodeMatch | null {
  const exact = lookups.ticketsByImportedCode(text);
  const trimmed = trimCodeText(text);
  const found = exact.length > 0 || trimmed === text || trimmed === '' ? exact : lookups.ticketsByImportedCode(trimmed);
  const here = found.filter(match => match.eventId === lookups.event.eventId).map(match => match.ticket);
  const tickets = [...meantTickets(here)].sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  const [first] = tickets;
  if (first !== undefined && tickets.length === 1) return { kind: 'ticket', ticket: first };
  if (first !== undefined) return { kind: 'ambiguous', ticketIds: tickets.map(ticket => ticket.ticketId), tickets };
  const elsewhere = found.find(match => match.eventTitle !== null) ?? found[0];
  return elsewhere === undefined ? null : { kind: 'elsewhere', eventTitle: elsewhere.eventTitle };
}

/** A barcode that stands on one live ticket and on void ones means the live one. */
function meantTickets(tickets: readonly MirrorTicket[]): readonly MirrorTicket[] {
  const live = tickets.filter(ticket => ticket.state === 'valid' || ticket.state === 'blank');
  return live.length > 0 ? live : tickets;
}
