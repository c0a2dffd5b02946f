import { createHash } from 'node:crypto';
import { idFromBytes, isId, type OpId } from '#shared/kernel/ids.ts';
import { type Instant, instantMs, isInstant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import { hashOp } from '#shared/sync/canonical-op.ts';
import { type OpBody, type Operation, opBodySchema, operationSchema } from '#shared/sync/operations.ts';
import { opBodyFromProtocol1 } from '#shared/sync/protocol-1.ts';

export type ParkedWhy = { readonly code: string; readonly sentence: string };

/** An operation as far as it can be read. One that cannot be applied keeps its place in the sequence and says why. */
export type ReadOp = {
  readonly seq: number;
  readonly opId: OpId;
  readonly at: Instant;
  readonly clockOffsetMs: number | null;
  readonly prevHash: string;
  readonly hash: string;
  readonly rawBody: unknown;
  readonly content:
    | { readonly kind: 'good'; readonly body: OpBody }
    | { readonly kind: 'bad'; readonly why: ParkedWhy };
};

/** SY-2: each operation is read on its own. `expected` fills in for an envelope that is damaged. */
export function readOp(
  raw: unknown,
  expected: { readonly seq: number; readonly prevHash: string; readonly now: Instant },
): ReadOp {
  const envelope = operationSchema.safeParse(raw);
  if (!envelope.success) return salvageOp(raw, expected);
  const op = envelope.data;
  return { ...op, rawBody: op.body, content: readContent(op) };
}

function readContent(op: Operation): ReadOp['content'] {
  const size = JSON.stringify(op.body ?? null).length;
  if (size > limits.opBodyBytesMax) return bad('too-large', `The operation has ${size} characters.`);
  if (!isTimePossible(op))
    return bad('time-impossible', 'Its time with the clock offset is no moment of any calendar.');
  if (!isHashRight(op)) return bad('hash-wrong', 'The content is not what the journal had hashed.');
  const body = opBodySchema.safeParse(opBodyFromProtocol1(op.body));
  if (body.success) return { kind: 'good', body: body.data };
  const [issue] = body.error.issues;
  return bad('bad-operation', `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}`);
}

function isTimePossible({ at, clockOffsetMs }: Operation): boolean {
  const year = new Date(instantMs(at) + (clockOffsetMs ?? 0)).getUTCFullYear();
  return year >= 1900 && year < 3000 && instantMs(at) > 0;
}

function isHashRight({ hash, ...op }: Operation): boolean {
  try {
    return hashOp(op, sha256Hex) === hash;
  } catch (error) {
    // Nested deeper than any operation is.
    if (isRefusal(error)) return false;
    throw error;
  }
}

function bad(code: string, sentence: string): ReadOp['content'] {
  return { kind: 'bad', why: { code, sentence } };
}

function salvageOp(
  raw: unknown,
  expected: { readonly seq: number; readonly prevHash: string; readonly now: Instant },
): ReadOp {
  const found: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const digest = createHash('sha256')
    .update(JSON.stringify(raw) ?? 'undefined')
    .digest();
  return {
    seq: typeof found.seq === 'number' && Number.isSafeInteger(found.seq) && found.seq >= 1 ? found.seq : expected.seq,
    opId: isId('OpId', found.opId) ? found.opId : idFromBytes('OpId', digest.subarray(0, 16)),
    at: isInstant(found.at) ? found.at : expected.now,
    clockOffsetMs: null,
    prevHash: isHash(found.prevHash) ? found.prevHash : expected.prevHash,
    hash: isHash(found.hash) ? found.hash : digest.toString('hex'),
    rawBody: raw,
    content: bad('bad-envelope', 'This is no operation of a journal.'),
  };
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
