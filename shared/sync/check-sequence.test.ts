import { expect, test } from 'vitest';
import { checkSequence } from './check-sequence.ts';

const last = { seq: 7, hash: 'h7' };

test.each([
  ['[SY-2] the next operation is applied', { seq: 8, prevHash: 'h7', hash: 'h8' }, null, { kind: 'next' }],
  [
    '[SY-3] one applied before gets its stored answer',
    { seq: 5, prevHash: 'h4', hash: 'h5' },
    { seq: 5, hash: 'h5' },
    { kind: 'repeat' },
  ],
  [
    '[SY-3] another one under an old number is a fork',
    { seq: 5, prevHash: 'h4', hash: 'x' },
    { seq: 5, hash: 'h5' },
    { kind: 'forked', seq: 5 },
  ],
  [
    '[SY-3] one that does not follow the last is a fork',
    { seq: 8, prevHash: 'x', hash: 'h8' },
    null,
    { kind: 'forked', seq: 8 },
  ],
  ['[SY-2] one from beyond a gap waits', { seq: 9, prevHash: 'h8', hash: 'h9' }, null, { kind: 'gap', from: 8 }],
] as const)('%s', (_, op, stored, verdict) => {
  expect(checkSequence(op, last, stored)).toEqual(verdict);
});
