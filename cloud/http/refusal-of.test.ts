import { expect, test } from 'vitest';
import { refusalOf } from './refusal-of.ts';

const ofDatabase = (code: string, detail = '') =>
  refusalOf(new Error('Failed query', { cause: Object.assign(new Error('refused'), { code, detail }) }))?.code ?? null;

test('what the database says of a caller’s input is a refusal, and of ours a fault', () => {
  expect(ofDatabase('22021')).toBe('bad-input');
  expect(ofDatabase('22P02', 'Unicode high surrogate must not follow a high surrogate.')).toBe('bad-input');
  expect(ofDatabase('22P02')).toBeNull();
  expect(ofDatabase('23505')).toBe('conflict');
  expect(ofDatabase('40001')).toBe('busy');
  expect(ofDatabase('42P01')).toBeNull();
});

test('a database that went away is a matter of the moment, and not a fault of ours', () => {
  for (const code of ['57P01', '08006', '25P03', '53300']) expect(ofDatabase(code)).toBe('busy');
  for (const message of [
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
  ])
    expect(refusalOf(new Error('Failed query', { cause: new Error(message) }))).toMatchObject({
      code: 'busy',
      facts: { retryAfterMs: 1_000 },
    });
  expect(refusalOf(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBeNull();
});
