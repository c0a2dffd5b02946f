import { expect, test } from 'vitest';
import { readFlags } from './parse-flags.ts';

const config = { options: { seeds: { type: 'string', default: '5' }, trace: { type: 'boolean' } } } as const;
const read = (...args: string[]) => readFlags(config, ['seeds'], args);

test('flags are read, and what was not given has its default', () => {
  expect(read('--trace')).toMatchObject({ kind: 'read', flags: { values: { seeds: '5', trace: true } } });
  expect(read('--seeds', '12')).toMatchObject({ kind: 'read', flags: { values: { seeds: '12' } } });
});

test('a word for a number, an unknown flag and a stray word are sentences', () => {
  expect(read('--seeds', 'many')).toEqual({ kind: 'wrong', sentence: '--seeds is a whole number, not many.' });
  expect(read('--bogus')).toMatchObject({
    kind: 'wrong',
    sentence: expect.stringMatching(/bogus.*There are --seeds, --trace/s),
  });
  expect(read('stray')).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining('stray') });
});
