import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainIssue } from './plain-issue.ts';

test.each([
  [z.object({ title: z.string() }), {}, 'this is missing'],
  [z.string(), 5, 'expected a text'],
  [z.coerce.number(), 'abc', 'expected a number'],
  [z.int(), 1.5, 'expected a whole number'],
  [z.object({}), [], 'expected an object'],
  [z.string().min(1), '', 'this must not be empty'],
  [z.int().min(0), -4, 'expected at least 0'],
  [z.array(z.int()).max(1), [1, 2], 'expected at most 1 entry'],
  [z.enum(['once', 're-entry']), 'sometimes', 'expected one of: once, re-entry'],
  [z.email(), 'x', 'this is no e-mail address'],
  [z.strictObject({}), { bogus: 1 }, 'there is no field called bogus'],
  [z.string().max(3, { error: 'a word of its own' }), 'long', 'a word of its own'],
])('bad input is named in plain words (%#)', (schema, input, sentence) => {
  expect(schema.safeParse(input, { error: plainIssue }).error?.issues[0]?.message).toBe(sentence);
});
