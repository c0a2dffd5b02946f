import { expect, test } from 'vitest';
import { faultSentence } from './fault-sentence.ts';

test('a statement that failed is told in a sentence, without what it was to write', () => {
  const lost = new Error('Connection terminated unexpectedly');
  const refused = Object.assign(new Error('duplicate key'), { code: '23505', severity: 'ERROR', constraint: 'pk' });
  const failed = (cause: Error) =>
    Object.assign(new Error('Failed query: insert into app.operators values ($1) params: scrypt$1$secret', { cause }), {
      query: 'insert into app.operators values ($1)',
      params: ['scrypt$1$secret'],
    });
  expect([failed(lost), failed(refused), refused].map(faultSentence)).toEqual([
    'The start did not get through, because Connection terminated unexpectedly. Nothing is half done by it: start again.',
    'The start did not get through, because the database refused with 23505 of pk. Nothing is half done by it: start again.',
    'The start did not get through, because the database refused with 23505 of pk. Nothing is half done by it: start again.',
  ]);
});

test('our own sentences stand as they are', () => {
  expect([new Error('Port 4700 is taken'), 'gone'].map(faultSentence)).toEqual(['Port 4700 is taken', 'gone']);
});
