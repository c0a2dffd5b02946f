import { expect, test } from 'vitest';
import { cameraProblemOf } from './camera-problem.ts';

const thrown = (name: string) => Object.assign(new Error('from the browser'), { name });

test.each([
  ['NotAllowedError', 'not-allowed'],
  ['SecurityError', 'not-allowed'],
  ['NotReadableError', 'in-use'],
  ['NotFoundError', 'no-camera'],
  ['OverconstrainedError', 'no-camera'],
  ['TypeError', 'no-camera'],
])('%s from the browser means: %s', (name, kind) => {
  expect(cameraProblemOf(thrown(name))).toEqual({ kind });
});
