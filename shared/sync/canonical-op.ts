import { refusal } from '../kernel/refusal.ts';
import type { Operation } from './operations.ts';

/** The platform's SHA-256 of a UTF-8 text as 64 small hex digits. */
export type Sha256Hex = (text: string) => string;

/** What a journal's first row follows. */
export const journalStartHash = '0'.repeat(64);

export type UnhashedOperation = Omit<Operation, 'hash'>;

/** The one text of an operation: what is hashed on the station is what the cloud hashes again (SY-3). */
export function canonicalOp(op: UnhashedOperation): string {
  return canonicalJson([op.prevHash, op.seq, op.opId, op.at, op.clockOffsetMs, op.body]);
}

export function hashOp(op: UnhashedOperation, sha256: Sha256Hex): string {
  return sha256(canonicalOp(op));
}

const depthMax = 64;

/** JSON with sorted keys and no spaces. Refuses `bad-input` what JSON cannot say, or nested deeper than any operation is. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > depthMax) throw refusal('bad-input', { field: 'body', sentence: 'this is nested too deeply' });
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, depth + 1)}`);
    return `{${members.join(',')}}`;
  }
  throw refusal('bad-input', { field: 'body', sentence: `JSON has no ${typeof value}` });
}
