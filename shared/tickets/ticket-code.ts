import { assert } from '../kernel/assert.ts';
import { decodeBase32, encodeBase32 } from '../kernel/base32.ts';
import { idBytes, idFromBytes, type TicketId } from '../kernel/ids.ts';
import { type Instant, instantFromMs, instantMs } from '../kernel/instant.ts';
import { foldCodeText } from './fold-code-text.ts';

/** TC-1: what a code says. Refs are base32, as the door's settings carry them. */
export type TicketCode = {
  readonly keyRef: string;
  readonly eventRef: string;
  readonly ticketId: TicketId;
  /** The tier's number in its event, so that a door can judge a ticket it has not heard of (CK-17). */
  readonly tierNumber: number;
  readonly notBefore: Instant | null;
  readonly notAfter: Instant | null;
};

export type SignEd25519 = (message: Uint8Array) => Uint8Array;
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

export type ParsedTicketCode =
  | {
      readonly kind: 'code';
      readonly code: TicketCode;
      /** The bytes that were signed, and the signature over them. Not verified yet. */
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
    }
  | { readonly kind: 'not-ours' };

const plainVersion = 1;
const windowedVersion = 2;
const at = { version: 0, keyRef: 1, eventRef: 5, ticketId: 11, tierNumber: 27, notBefore: 29, notAfter: 33 } as const;
const plainBytes = 29;
const windowedBytes = 37;
const signatureBytes = 64;
const minuteMs = 60_000;
const minutesMax = 0xffff_ffff;

/** The text of a QR code: 149 letters and digits, or 162 with a window. */
export function encodeTicketCode(code: TicketCode, sign: SignEd25519): string {
  const message = ticketCodeMessage(code);
  const signature = sign(message);
  assert(signature.length === signatureBytes, `an Ed25519 signature has 64 bytes, got ${signature.length}`);
  const bytes = new Uint8Array(message.length + signatureBytes);
  bytes.set(message);
  bytes.set(signature, message.length);
  return encodeBase32(bytes);
}

/** The bytes a signature covers: everything before it. */
export function ticketCodeMessage(code: TicketCode): Uint8Array {
  const windowed = code.notBefore !== null || code.notAfter !== null;
  const bytes = new Uint8Array(windowed ? windowedBytes : plainBytes);
  const view = new DataView(bytes.buffer);
  assert(code.tierNumber >= 1 && code.tierNumber <= 0xffff, `a tier number has two bytes, got ${code.tierNumber}`);
  view.setUint8(at.version, windowed ? windowedVersion : plainVersion);
  bytes.set(refBytes(code.keyRef, 4), at.keyRef);
  bytes.set(refBytes(code.eventRef, 6), at.eventRef);
  bytes.set(idBytes(code.ticketId), at.ticketId);
  view.setUint16(at.tierNumber, code.tierNumber);
  if (windowed) {
    // Rounded outwards to whole minutes: the code never promises less than the ticket.
    view.setUint32(at.notBefore, code.notBefore === null ? 0 : Math.floor(instantMs(code.notBefore) / minuteMs));
    view.setUint32(at.notAfter, code.notAfter === null ? minutesMax : Math.ceil(instantMs(code.notAfter) / minuteMs));
  }
  return bytes;
}

/** TC-4: any text gives an answer. Reads tolerantly: case, spaces, line ends, dashes and look-alikes do not matter. */
export function parseTicketCode(text: string): ParsedTicketCode {
  const folded = foldCodeText(text);
  if (folded === null) return { kind: 'not-ours' };
  const bytes = decodeBase32(folded);
  if (bytes === null) return { kind: 'not-ours' };
  const messageBytes = bytes[at.version] === plainVersion ? plainBytes : windowedBytes;
  if (bytes[at.version] !== plainVersion && bytes[at.version] !== windowedVersion) return { kind: 'not-ours' };
  if (bytes.length !== messageBytes + signatureBytes) return { kind: 'not-ours' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const windowed = messageBytes === windowedBytes;
  return {
    kind: 'code',
    code: {
      keyRef: encodeBase32(bytes.subarray(at.keyRef, at.eventRef)),
      eventRef: encodeBase32(bytes.subarray(at.eventRef, at.ticketId)),
      ticketId: idFromBytes('TicketId', bytes.subarray(at.ticketId, at.tierNumber)),
      tierNumber: view.getUint16(at.tierNumber),
      notBefore: windowed ? minuteInstant(view.getUint32(at.notBefore), 0) : null,
      notAfter: windowed ? minuteInstant(view.getUint32(at.notAfter), minutesMax) : null,
    },
    message: bytes.subarray(0, messageBytes),
    signature: bytes.subarray(messageBytes),
  };
}

function minuteInstant(minutes: number, open: number): Instant | null {
  return minutes === open ? null : instantFromMs(minutes * minuteMs);
}

function refBytes(ref: string, length: number): Uint8Array {
  const bytes = decodeBase32(ref);
  assert(bytes !== null && bytes.length === length, `a ref of ${length} bytes in base32 is not ${ref}`);
  return bytes;
}
