import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { canonicalJson, canonicalOp, hashOp, journalStartHash } from './canonical-op.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const op = {
  seq: 1,
  opId: anId('OpId', 1),
  at: at('19:58'),
  clockOffsetMs: null,
  prevHash: journalStartHash,
  body: { kind: 'note', text: 'é', b: 1, a: [true, null] },
};

test('[SY-3] an operation has one text, whatever the order of its members', () => {
  const shuffled = { ...op, body: { a: [true, null], b: 1, text: 'é', kind: 'note' } };
  expect(canonicalOp(shuffled)).toBe(canonicalOp(op));
  expect(canonicalOp(op)).toBe(
    `["${journalStartHash}",1,"${op.opId}","2026-11-22T18:58:00.000Z",null,{"a":[true,null],"b":1,"kind":"note","text":"é"}]`,
  );
});

test('[SY-3] another number, time, offset, body or former row is another hash', () => {
  const others = [{ seq: 2 }, { at: at('19:59') }, { clockOffsetMs: 0 }, { prevHash: 'f'.repeat(64) }, { body: {} }];
  const hashes = [op, ...others.map(other => ({ ...op, ...other }))].map(each => hashOp(each, sha256));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('[SY-3] the text survives the wire: what JSON brings back hashes the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
      expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('[SY-2] a body nested without end is refused, not a crash', () => {
  let body: unknown = null;
  for (let depth = 0; depth < 20_000; depth++) body = [body];
  expect(() => canonicalJson(body)).toThrow('refused: bad-input');
});
