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
