import { expect, test } from 'vitest';
import { summarizeBooks } from './summarize-books.ts';

test('[LE-2] a provider that did not answer is told apart from books that are wrong, in words and in the exit code', () => {
  const end = (...kinds: Parameters<typeof summarizeBooks>[0][number][]) => summarizeBooks(kinds);
  expect(end('whole', 'whole')).toEqual({ sentence: 'All books are whole.', exitCode: 0 });
  expect(end('whole', 'unknown')).toEqual({
    sentence: 'No book is wrong, but for 1 of 2 the provider did not say what it holds.',
    exitCode: 2,
  });
  expect(end('unknown', 'broken')).toEqual({
    sentence: 'The books of 1 organizations are not whole. For 1 more the provider did not say what it holds.',
    exitCode: 1,
  });
});
