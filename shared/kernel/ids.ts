import { decodeBase32, encodeBase32 } from './base32.ts';
import { refusal } from './refusal.ts';

declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** What stands before the underscore of each id. One entry per thing that has an id of its own. */
export const idPrefixes = {
  OrgId: 'org',
  PersonId: 'per',
  InvitationId: 'inv',
  EventId: 'evt',
  TierId: 'tir',
  PoolId: 'pol',
  QuestionId: 'qst',
  CheckpointId: 'chk',
  GateId: 'gat',
  ZoneId: 'zon',
  OrderId: 'ord',
  OrderLineId: 'lin',
  HoldId: 'hld',
  AllotmentId: 'alt',
  TicketId: 'tkt',
  KeyId: 'key',
  StationId: 'sta',
  PairingId: 'pai',
  JournalId: 'jnl',
  OpId: 'op',
  OperatorId: 'opr',
  ImportId: 'imp',
  PaymentId: 'pay',
  RefundId: 'rfd',
  RefundBatchId: 'bat',
  WaitingId: 'wai',
  MailId: 'mal',
  DocumentId: 'doc',
  RequestId: 'req',
} as const satisfies Record<string, string>;

export type IdName = keyof typeof idPrefixes;
export type Id<Name extends IdName> = Brand<string, Name>;

export type OrgId = Id<'OrgId'>;
export type PersonId = Id<'PersonId'>;
export type InvitationId = Id<'InvitationId'>;
export type EventId = Id<'EventId'>;
export type TierId = Id<'TierId'>;
export type PoolId = Id<'PoolId'>;
export type QuestionId = Id<'QuestionId'>;
export type CheckpointId = Id<'CheckpointId'>;
export type GateId = Id<'GateId'>;
export type ZoneId = Id<'ZoneId'>;
export type OrderId = Id<'OrderId'>;
export type OrderLineId = Id<'OrderLineId'>;
export type HoldId = Id<'HoldId'>;
export type AllotmentId = Id<'AllotmentId'>;
export type TicketId = Id<'TicketId'>;
export type KeyId = Id<'KeyId'>;
export type StationId = Id<'StationId'>;
export type PairingId = Id<'PairingId'>;
export type JournalId = Id<'JournalId'>;
export type OpId = Id<'OpId'>;
export type OperatorId = Id<'OperatorId'>;
export type ImportId = Id<'ImportId'>;
export type PaymentId = Id<'PaymentId'>;
export type RefundId = Id<'RefundId'>;
export type RefundBatchId = Id<'RefundBatchId'>;
export type WaitingId = Id<'WaitingId'>;
export type MailId = Id<'MailId'>;
export type DocumentId = Id<'DocumentId'>;
export type RequestId = Id<'RequestId'>;

/** Sixteen random bytes. The shells hand in the platform's generator, tests and the simulation a seeded one. */
export type RandomBytes = (length: number) => Uint8Array;

/** A new id of 128 random bits: `tkt_` and 26 letters of base32. */
export function mintId<Name extends IdName>(name: Name, randomBytes: RandomBytes): Id<Name> {
  return idFromBytes(name, randomBytes(16));
}

/** The id whose sixteen bytes are known, as when a ticket code carries them. */
export function idFromBytes<Name extends IdName>(name: Name, bytes: Uint8Array): Id<Name> {
  if (bytes.length !== 16) throw new Error(`an id has 16 bytes, got ${bytes.length}`);
  // The one place that brands a string as an id it has just made.
  return `${idPrefixes[name]}_${encodeBase32(bytes)}` as Id<Name>;
}

export function isId<Name extends IdName>(name: Name, raw: unknown): raw is Id<Name> {
  if (typeof raw !== 'string') return false;
  const prefix = `${idPrefixes[name]}_`;
  return raw.length === prefix.length + 26 && raw.startsWith(prefix) && sixteenBytes.test(raw);
}

/** 26 letters are two bits more than sixteen bytes: the last letter has them at zero. Asked so often that nothing is decoded for it. */
const sixteenBytes = /_[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$/;

/** The only way from text to an id. Refuses `bad-input` otherwise. */
export function parseId<Name extends IdName>(name: Name, raw: unknown): Id<Name> {
  if (!isId(name, raw))
    throw refusal('bad-input', { field: idPrefixes[name], sentence: `this is not a ${idPrefixes[name]} id` });
  return raw;
}

/** The sixteen bytes inside an id. */
export function idBytes<Name extends IdName>(id: Id<Name>): Uint8Array {
  const bytes = decodeBase32(id.slice(id.indexOf('_') + 1));
  if (bytes === null || bytes.length !== 16) throw new Error('an id that was parsed has 16 bytes');
  return bytes;
}
